package io.keycanary.app;

import io.keycanary.cli.CompletionCommand;
import io.keycanary.cli.Keycanary;
import io.keycanary.cli.ScanCommand;
import io.keycanary.cli.Screen;
import io.keycanary.cli.Verbs;
import io.keycanary.cli.VersionCommand;
import io.keycanary.intake.Ledger;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** Builds everything, each part when it is first asked for. Closes what it built. */
final class Assembly implements AutoCloseable {
    private final Keycanary program = new Keycanary();
    private final Screen screen;
    private final InputStream standardInput;
    private final Clock clock;

    Assembly(Screen screen, InputStream standardInput, Map<String, String> environment, Clock clock) {
        this.screen = screen;
        this.standardInput = standardInput;
        this.clock = clock;
    }

    CommandLine commandLine() {
        return new Verbs(program, screen)
                .with(new ScanCommand(program, screen, this::ledger, clock, standardInput))
                .with(new CompletionCommand(screen))
                .with(new VersionCommand(program, screen))
                .commandLine();
    }

    private Ledger ledger() {
        throw new IllegalStateException("follows");
    }

    @Override
    public void close() {}
}
