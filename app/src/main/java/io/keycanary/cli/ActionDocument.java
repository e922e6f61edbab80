package io.keycanary.cli;

import io.keycanary.respond.ActionRun;
import io.keycanary.token.Uuid7;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a response action looks, for programs and in words. */
final class ActionDocument {
    private ActionDocument() {}

    static Map<String, @Nullable Object> of(ActionRun run) {
        return new Fields()
                .with("id", run.id())
                .with("incident", run.incident())
                .with("step", run.step())
                .with("action", run.kind().word())
                .with("target", run.target())
                .with("account", run.account())
                .with("state", run.state())
                .with("calls", run.calls())
                .with("actor", run.actor())
                .with("at", run.at())
                .map();
    }

    /** What it is, then the calls. */
    static void print(Workplace work, ActionRun run, String state) {
        if (work.json()) {
            work.write(of(run));
            return;
        }
        Screen screen = work.screen();
        screen.line(Uuid7.shortForm(run.id()) + "  " + "%-9s".formatted(state) + "  "
                + run.kind().word() + " " + Screen.safe(run.target())
                + (run.account() == null ? "" : " in " + Screen.safe(run.account())));
        run.calls().forEach(call -> screen.line("  " + Screen.safe(call)));
    }
}
