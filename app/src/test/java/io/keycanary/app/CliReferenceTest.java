package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/cli.md} is what the verbs say about themselves. */
class CliReferenceTest {
    private static final Path FILE = Path.of("..", "docs", "cli.md");

    /** Writes the file anew with {@code -Dkeycanary.writeDocs=true}. */
    @Test
    void reference_isUpToDate() throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine whole = new Assembly(
                        new Screen(nowhere, nowhere, false, false),
                        InputStream.nullInputStream(),
                        Map.of(),
                        Clock.systemUTC())
                .commandLine();
        String reference =
                "# Command line\n\nWritten by `CliReferenceTest`; change the verbs, not this file.\n" + sections(whole);
        if (Boolean.getBoolean("keycanary.writeDocs")) {
            Files.writeString(FILE, reference);
        }
        assertThat(Files.readString(FILE))
                .as("run: mvn -pl app -am test -Dtest=CliReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dsurefire.argLine=-Dkeycanary.writeDocs=true")
                .isEqualTo(reference);
    }

    private static String sections(CommandLine verb) {
        StringBuilder text = new StringBuilder();
        text.append("\n## ").append(verb.getCommandSpec().qualifiedName()).append("\n```\n");
        text.append(verb.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing())
                .append("\n```\n");
        verb.getSubcommands().values().forEach(sub -> text.append(sections(sub)));
        return text.toString();
    }
}
