package io.keycanary.cli;

import io.keycanary.audit.Area;
import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Severity;
import io.keycanary.desk.TokenAuditDesk;
import io.keycanary.desk.TokenAuditDesk.Wanted;
import io.keycanary.token.CanaryToken;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: proves that each trap is set. */
@Command(
        name = "audit",
        description = {
            "Proves that each trap is set: that no decoy can do anything, that its key works, that what watches it stands,"
                    + " and that somebody answers for it. Changes nothing in the account.",
            "Whole accounts are asked by few calls, of which AWS answers some as of up to four hours ago; named tokens are"
                    + " each asked about as they are now.",
            "Exit code 1 when something is found that is as grave as --fail-on, 3 when something could not be looked at."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary audit --account prod",
            "  keycanary audit svc-report-export --fail-on low",
            "  keycanary audit --leave-out guardrail --format ocsf",
            "  keycanary audit --format html > audit.html"
        })
public final class AuditCommand implements Callable<Integer>, OwnFormats {
    private final Workplace work;
    private final Supplier<TokenAuditDesk> desk;

    @Parameters(
            paramLabel = "TOKEN",
            arity = "0..*",
            description = "Tokens by id, the end of it, label, key id or IAM user name. Default: all, with their"
                    + " accounts.")
    private List<String> names = List.of();

    @Option(names = "--account", paramLabel = "NAME", description = "One AWS account, by its name or id.")
    private @Nullable String account;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description = "Exit code 1 from this severity on: ${COMPLETION-CANDIDATES}. Default: medium.")
    private Severity failOn = Severity.MEDIUM;

    @Option(
            names = "--every-user",
            description = "Asks for the SSH keys of all users, and the policy simulator about them; otherwise for 100"
                    + " each hour, where there are more.")
    private boolean everyUser;

    @Option(
            names = "--leave-out",
            split = ",",
            paramLabel = "AREA",
            description = "Not wanted: sign-in, keys, ssh-keys, service-credentials, simulator, resources, pipeline,"
                    + " guardrail. Repeatable.")
    private List<String> leftOut = List.of();

    /** The verb with its parts. */
    public AuditCommand(Workplace work, Supplier<TokenAuditDesk> desk) {
        this.work = work;
        this.desk = desk;
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.HTML, Format.OCSF);
    }

    @Override
    public Integer call() {
        Set<Area> without = areas(leftOut);
        if (account != null && !names.isEmpty()) {
            throw CommandFailure.badInput("name tokens, or an account with --account, not both");
        }
        List<CanaryToken> tokens = names.stream().map(this::token).toList();
        AuditRun run = desk.get()
                .run(new Wanted(
                        tokens,
                        account == null ? List.of() : List.of(work.accounts().require(account)),
                        everyUser,
                        without));
        new AuditPages(work).show(run, failOn);
        if (!run.complete()) {
            return Exit.INCOMPLETE;
        }
        return run.finds(failOn) ? Exit.FOUND : Exit.OK;
    }

    private CanaryToken token(String name) {
        CanaryToken token = work.tokens().requireByUserToo(name);
        if (token.facts().retiredAt() != null || token.facts().issuedAt() == null) {
            throw CommandFailure.badInput("token " + Screen.safe(token.label()) + " is " + token.state()
                    + ": there is nothing to audit about it");
        }
        return token;
    }

    /** Areas by their words. Without its users nothing of an account could be told. */
    static Set<Area> areas(List<String> words) {
        Set<Area> areas = EnumSet.noneOf(Area.class);
        for (String word : words) {
            areas.add(EnumSet.complementOf(EnumSet.of(Area.USERS, Area.PLACES)).stream()
                    .filter(area -> area.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> CommandFailure.badInput("--leave-out is one of sign-in, keys, ssh-keys,"
                            + " service-credentials, simulator, resources, pipeline, guardrail, not \"" + word
                            + "\"")));
        }
        return areas;
    }
}
