package io.keycanary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: what runs here. */
@Command(
        name = "version",
        description = "Shows the version of the program and of the Java that it runs on.",
        footer = {"", "Example: keycanary version"})
public final class VersionCommand implements Callable<Integer> {
    private final Keycanary program;
    private final Screen screen;

    /** The verb with its parts. */
    public VersionCommand(Keycanary program, Screen screen) {
        this.program = program;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        String version = version();
        String java = Runtime.version().toString();
        screen.line(
                program.json()
                        ? Json.line(new Fields()
                                .with("version", version)
                                .with("java", java)
                                .map())
                        : "keycanary " + version + " (Java " + java + ")");
        return Exit.OK;
    }

    /** From the jar's manifest, which classes that were not packed do not have. */
    public static String version() {
        String packed = VersionCommand.class.getPackage().getImplementationVersion();
        return packed == null ? "development" : packed;
    }
}
