package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: is this installation well, and what can it not see. */
@Command(
        name = "doctor",
        description = {
            "Looks at Java, the home folder, settings, database, audit log, endpoint, alert channels and traps.",
            "Says what each detection path in use cannot see. Exit code 1 when something is wrong.",
            "With --live it asks an AWS account what no documentation says (docs/live-checklist.md), by users that it makes",
            "for that and deletes afterwards; without --yes it only says what it would do, and ends with 4."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary doctor --format json",
            "  keycanary doctor --live --account prod --yes --format json"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Keycanary program;
    private final Screen screen;
    private final List<Supplier<Stream<Check>>> examinations;
    private final LiveDoctor liveDoctor;

    @Option(names = "--live", description = "Ask an AWS account the open questions.")
    private boolean live;

    @Option(names = "--account", paramLabel = "NAME", description = "The account to ask with --live.")
    private String account = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description = "How long an answer may take with --live. Default: 900; question 8 needs 1800.")
    private long wait;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    /**
     * The verb with its parts.
     *
     * @param examinations each looks at one part; one that cannot look says so by a check
     * @param liveDoctor asks AWS
     */
    public DoctorCommand(
            Keycanary program, Screen screen, List<Supplier<Stream<Check>>> examinations, LiveDoctor liveDoctor) {
        this.program = program;
        this.screen = screen;
        this.examinations = List.copyOf(examinations);
        this.liveDoctor = liveDoctor;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (live) {
            return liveDoctor.run(account, Duration.ofSeconds(wait), yes);
        }
        boolean wrong = false;
        for (Supplier<Stream<Check>> examination : examinations) {
            for (Check check : examination.get().toList()) {
                wrong |= check.finding() == Check.Finding.WRONG;
                print(check);
            }
        }
        return wrong ? Exit.FOUND : Exit.OK;
    }

    private void print(Check check) {
        if (program.json()) {
            screen.line(Json.line(new Fields()
                    .with("subject", check.subject())
                    .with("finding", check.finding())
                    .with("detail", check.detail())
                    .map()));
        } else {
            screen.line("%s  %-12s %s".formatted(word(check), check.subject(), Screen.safe(check.detail())));
        }
    }

    private String word(Check check) {
        return switch (check.finding()) {
            case OK -> screen.toned(Tone.GOOD, "ok   ");
            case NOTE -> screen.toned(Tone.CAUTION, "note ");
            case WRONG -> screen.toned(Tone.ALARM, "WRONG");
        };
    }
}
