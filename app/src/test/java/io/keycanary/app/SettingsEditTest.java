package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsEditTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("config.yaml");
    }

    /** A tilde is the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ""                                          | issue:~  naming: 'n-{word}'~
                    db: x                                       | db: x~issue:~  naming: 'n-{word}'~
                    "# ours ü~issue:~  naming: old # why~db: x~" | # ours ü~issue:~  naming: 'n-{word}' # why~db: x~
                    "issue:~    owner: ann~    # and~db: x~"    | issue:~    naming: 'n-{word}'~    owner: ann~    # and~db: x~
                    "issue: {owner: ann, naming: a}~"           | issue: {owner: ann, naming: 'n-{word}'}~
                    """)
    void put_anyFile_changesOneValueAndNothingElse(String before, String after) throws IOException {
        Files.writeString(file(), before.replace('~', '\n'));

        SettingsEdit.put(file(), "issue", "naming", "n-{word}");

        assertThat(Files.readString(file())).isEqualTo(after.replace('~', '\n'));
        assertThat(SettingsFile.read(file()).scalars())
                .hasEntrySatisfying(
                        "issue.naming", set -> assertThat(set.value()).isEqualTo("n-{word}"));
    }

    @Test
    void put_noFile_isMade() throws IOException {
        SettingsEdit.put(file(), "issue", "naming", "it's");
        assertThat(SettingsFile.read(file()).scalars())
                .hasEntrySatisfying(
                        "issue.naming", set -> assertThat(set.value()).isEqualTo("it's"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issue: {owner: ann}\n", "issue: 3\n", "issue: {}\n"})
    void put_whereItCannotBeDone_saysWhatToWriteAndChangesNothing(String text) throws IOException {
        Files.writeString(file(), text);
        assertThatThrownBy(() -> SettingsEdit.put(file(), "issue", "naming", "x"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("by hand, under \"issue\": naming: 'x'");
        assertThat(Files.readString(file())).isEqualTo(text);
    }
}
