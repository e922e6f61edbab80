package io.keycanary.cli;

import io.keycanary.desk.ActionDesk;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident act}. */
@Command(
        name = "act",
        description = {
            "Does a response action, with undo: keep-decoy-key, deactivate-decoy-key, replace-decoy-key,",
            "retire-and-replant, deactivate-key USER/KEYID, revoke-sessions role/NAME or user/NAME, isolate-instance REGION/ID,",
            "block-source ADDRESS. What can break what works needs --confirm with the name of what it is about, typed",
            "whole; without that it ends with 4 and nothing is changed."
        },
        footer = {
            "",
            "Example: keycanary incident act 1f3a9c20 revoke-sessions role/deploy --account prod --dry-run",
            "Example: keycanary incident act 1f3a9c20 deactivate-key bot/AKIAEXAMPLEEXAMPLE12 --confirm bot/AKIAEXAMPLEEXAMPLE12"
        })
final class IncidentActCommand implements Callable<Integer> {
    private final Workplace work;
    private final Responders responders;

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "Which.")
    private String action = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "TARGET", description = "What it is about.")
    private @Nullable String target;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "AWS account. Default: that of the token.")
    private @Nullable String account;

    @Option(names = "--step", paramLabel = "STEP", description = "Step of the playbook that is done by it.")
    private @Nullable String step;

    @Option(names = "--dry-run", description = "Prints the calls that would be made, and makes none that changes.")
    private boolean dryRun;

    @Option(names = "--request", description = "Stores it for somebody else to approve.")
    private boolean request;

    @Option(names = "--confirm", paramLabel = "TARGET", description = "The name of what it is about, typed again.")
    private @Nullable String confirm;

    IncidentActCommand(Workplace work, Responders responders) {
        this.work = work;
        this.responders = responders;
    }

    @Override
    public Integer call() {
        ActionDesk desk = work.actions(responders);
        UUID incident = work.incidents().require(name).id();
        ActionDesk.Wish wish = new ActionDesk.Wish(incident, kind(), target == null ? "" : target, account, step);
        if (dryRun) {
            ActionDocument.print(work, desk.dryRun(wish), "DRY RUN");
            return Exit.OK;
        }
        if (!request && kind().dangerous() && confirm == null) {
            ActionRun planned = desk.dryRun(wish);
            ActionDocument.print(work, planned, "NOT DONE");
            throw CommandFailure.refused("nothing was changed; to do it add: --confirm " + planned.target());
        }
        ActionRun run = request ? desk.request(wish) : desk.perform(wish, confirm);
        ActionDocument.print(work, run, run.state().toString());
        return Exit.OK;
    }

    private ActionKind kind() {
        return Arrays.stream(ActionKind.values())
                .filter(kind -> kind.word().equals(action))
                .findFirst()
                .orElseThrow(() -> CommandFailure.badInput("there is no action \"" + action + "\"; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(ActionKind.values())
                                        .map(ActionKind::word)
                                        .toList())));
    }
}
