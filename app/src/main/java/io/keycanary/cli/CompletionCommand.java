package io.keycanary.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: lets the shell complete verbs and options. */
@Command(
        name = CompletionCommand.NAME,
        description = "Writes a script that lets bash or zsh complete verbs and options.",
        footer = {
            "",
            "Examples:",
            "  source <(keycanary completion bash)",
            "  keycanary completion zsh > ~/.keycanary-completion && echo 'source ~/.keycanary-completion' >> ~/.zshrc"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** What it is called by: it has to know all the others. */
    public static final String NAME = "completion";

    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", arity = "1", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    /** Shells that can be helped. */
    enum Shell {
        /** GNU bash. */
        BASH,
        /** The Z shell, by its support of bash completion. */
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The verb with its parts. */
    public CompletionCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (shell == Shell.ZSH) {
            screen.line("autoload -U +X compinit && compinit; autoload -U +X bashcompinit && bashcompinit");
        }
        screen.line(AutoComplete.bash(
                "keycanary", java.util.Objects.requireNonNull(spec).root().commandLine()));
        return Exit.OK;
    }
}
