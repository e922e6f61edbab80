package io.keycanary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the whole loop on this machine, without an account and without leaving anything behind. */
@Command(
        name = "demo",
        description = {
            "Shows the whole loop on this machine: issues a canary token, plants it, lets an intruder use it with a real AWS"
                    + " client, and shows the incident, the alerts and the figures.",
            "Needs no AWS account and leaves nothing behind."
        },
        footer = {"", "Example: keycanary demo --keep"})
public final class DemoCommand implements Callable<Integer> {
    private final Playing demo;

    @Option(names = "--keep", description = "Leaves it running and says how to go on by hand.")
    private boolean keep;

    /** Plays the demo. */
    @FunctionalInterface
    public interface Playing {
        /** Whether everything was seen. */
        boolean play(boolean keep) throws Exception;
    }

    /** The verb with its parts. */
    public DemoCommand(Playing demo) {
        this.demo = demo;
    }

    @Override
    public Integer call() throws Exception {
        return demo.play(keep) ? Exit.OK : Exit.INCOMPLETE;
    }
}
