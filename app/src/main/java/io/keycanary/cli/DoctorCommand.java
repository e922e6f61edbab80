package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code doctor}: is this installation well, and what can it not see. */
@Command(
        name = "doctor",
        description = {
            "Looks at Java, the home folder, settings, database, audit log, endpoint, alert channels and traps.",
            "Says what each detection path in use cannot see. Exit code 1 when something is wrong."
        },
        footer = {"", "Example: keycanary doctor --format json"})
public final class DoctorCommand implements Callable<Integer> {
    private final Keycanary program;
    private final Screen screen;
    private final List<Supplier<Stream<Check>>> examinations;

    /**
     * The verb with its parts.
     *
     * @param examinations each looks at one part; one that cannot look says so by a check
     */
    public DoctorCommand(Keycanary program, Screen screen, List<Supplier<Stream<Check>>> examinations) {
        this.program = program;
        this.screen = screen;
        this.examinations = List.copyOf(examinations);
    }

    @Override
    public Integer call() {
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
