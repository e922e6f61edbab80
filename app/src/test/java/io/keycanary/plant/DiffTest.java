package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run shows. */
class DiffTest {
    @TempDir
    private Path folder;

    @Test
    void diff_ofAMerge_showsContextAndMasksEverySecret() throws IOException {
        Path file = TestKeys.write(
                folder.resolve("credentials"),
                "[a]\nx = 1\naws_access_key_id = AKIAOTHEROTHEROTHER1\naws_secret_access_key = theirsecret\npassword=a b c");

        String diff = diff(Format.AWS_CREDENTIALS, file);

        assertThat(diff).isEqualTo("""
                --- a%1$s
                +++ b%1$s
                @@ -2,4 +2,8 @@
                 x = 1
                 aws_access_key_id = AKIAOTHEROTHEROTHER1
                 aws_secret_access_key = ********
                -password=********
                \\ No newline at end of file
                +password=********
                +
                +[terraform]
                +aws_access_key_id = AKIAWLPRWNN4GHV7QBTA
                +aws_secret_access_key = ********
                """.formatted(file));
    }

    @Test
    void diff_ofANewFile_isAgainstNothing() {
        assertThat(diff(Format.DOTENV, folder.resolve(".env")))
                .startsWith("--- /dev/null\n+++ b/")
                .contains("@@ -0,0 +1,3 @@\n+AWS_ACCESS_KEY_ID=" + TestKeys.ID + "\n+AWS_SECRET_ACCESS_KEY=********\n");
    }

    @Test
    void diff_ofHostileText_hasNoControlCharacters() throws IOException {
        Path file = TestKeys.write(folder.resolve(".env"), "A=\u001b[31mred\u0007\nB=\u00C3\u00A4\n");

        String diff = diff(Format.DOTENV, file);

        assertThat(diff).contains("\\u{1b}[31mred\\u{7}").contains("B=\u00E4").doesNotContain("\u001b");
    }

    @Test
    void diff_ofABase64Secret_masksIt() {
        assertThat(diff(Format.KUBERNETES_SECRET, folder.resolve("s.yaml")))
                .contains("  AWS_SECRET_ACCESS_KEY: ********");
    }

    private static String diff(Format format, Path file) {
        return new Planter()
                .preview(PlantRequest.of(format, file, TestKeys.KEY))
                .diff();
    }
}
