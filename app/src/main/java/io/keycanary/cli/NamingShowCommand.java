package io.keycanary.cli;

import io.keycanary.token.NamePattern;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code naming show}. */
@Command(
        name = "show",
        description = "Shows how decoys are named, with some names that it gives, and whether we can recognise them.",
        footer = {"", "Example: keycanary naming show"})
final class NamingShowCommand implements Callable<Integer> {
    private static final int EXAMPLES = 5;

    private final Workplace work;
    private final Naming naming;

    NamingShowCommand(Workplace work, Naming naming) {
        this.work = work;
        this.naming = naming;
    }

    @Override
    public Integer call() {
        IssueDefaults defaults = naming.defaults().get();
        NamePattern pattern = defaults.naming();
        if (pattern == null) {
            throw CommandFailure.badInput(
                    "no pattern is set: each decoy is named by hand. See `keycanary naming learn`,"
                            + " then `keycanary naming set PATTERN`");
        }
        List<String> examples = Stream.generate(() -> pattern.next(naming.random(), defaults.mark()))
                .limit(EXAMPLES)
                .toList();
        if (work.json()) {
            work.write(new Fields()
                    .with("pattern", pattern)
                    .with("names", pattern.names())
                    .with("marked", pattern.marked())
                    .with("examples", examples)
                    .map());
            return Exit.OK;
        }
        Screen screen = work.screen();
        screen.line("pattern   " + Screen.safe(pattern));
        screen.line("names     " + (pattern.names() == Long.MAX_VALUE ? "countless" : pattern.names()));
        screen.line("marked    "
                + (pattern.marked()
                        ? "yes: `keycanary naming recognise` tells our names from others"
                        : "no: only the register and the tag tell decoys from real users; {mark:8} in place of {hex:8}"
                                + " would"));
        examples.forEach(name -> screen.line("  such as " + Screen.safe(name)));
        return Exit.OK;
    }
}
