package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Merging into a credentials file that is in use. */
class CredentialsMergeTest {
    private static final String BLOCK =
            "[backup]\naws_access_key_id = " + TestKeys.ID + "\naws_secret_access_key = " + TestKeys.SECRET + "\n";
    private static final String TIGHT = BLOCK.replace(" = ", "=");

    @TempDir
    private Path folder;

    private final Planter planter = new Planter();

    static Stream<Arguments> merges() {
        return Stream.of(
                Arguments.of("empty file", "", BLOCK),
                Arguments.of("one profile", "[a]\nk = v\n", "[a]\nk = v\n\n" + BLOCK),
                Arguments.of("no line end at the end", "[a]\nk=v", "[a]\nk=v\n\n" + TIGHT),
                Arguments.of("blank line at the end", "[a]\nk = v\n\n", "[a]\nk = v\n\n" + BLOCK),
                Arguments.of("CRLF", "[a]\r\nk=v\r\n", ("[a]\nk=v\n\n" + TIGHT).replace("\n", "\r\n")),
                Arguments.of("CRLF without the last", "[a]\r\nk=v", ("[a]\nk=v\n\n" + TIGHT).replace("\n", "\r\n")),
                Arguments.of(
                        "byte order mark",
                        "\u00EF\u00BB\u00BF[a]\nk = v\n",
                        "\u00EF\u00BB\u00BF[a]\nk = v\n\n" + BLOCK),
                Arguments.of("byte order mark alone", "\u00EF\u00BB\u00BF", "\u00EF\u00BB\u00BF" + BLOCK),
                Arguments.of(
                        "comments and odd bytes",
                        "# m\u00FF\n; x\n[a]\nk = v\n",
                        "# m\u00FF\n; x\n[a]\nk = v\n\n" + BLOCK),
                Arguments.of("a comment alone", "# mine\n", "# mine\n\n" + BLOCK),
                Arguments.of("a longer profile name", "[backup2]\nk = v\n", "[backup2]\nk = v\n\n" + BLOCK),
                Arguments.of("the name in a comment", "#[backup]\n", "#[backup]\n\n" + BLOCK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("merges")
    void file_ofThisShape_getsTheProfileAtItsEnd(String shape, String before, String after) throws IOException {
        Path file = TestKeys.write(folder.resolve("credentials"), before);

        Planted receipt = planter.plant(request(file)).receipt();

        assertThat(TestKeys.read(file)).as(shape).isEqualTo(after);
        assertThat(receipt.parts().getFirst().created()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("takenHeaders")
    void profile_thatExists_isRefusedAndFileUntouched(String header) throws IOException {
        String text = header + "\naws_access_key_id = other\n";
        Path file = TestKeys.write(folder.resolve("credentials"), text);

        assertThatThrownBy(() -> planter.plant(request(file)))
                .isInstanceOfSatisfying(
                        PlantException.class, e -> assertThat(e.reason()).isEqualTo(PlantException.Reason.REFUSED))
                .hasMessageContaining("[backup] already");
        assertThat(TestKeys.read(file)).isEqualTo(text);
    }

    static Stream<String> takenHeaders() {
        return Stream.of(
                "[backup]",
                " [ backup ]",
                "[backup] # old",
                "[\"backup\"]",
                "[a]\nk=v\n[backup]",
                "\u00EF\u00BB\u00BF[backup]");
    }

    @Test
    void key_thatIsThereAlready_isRefused() throws IOException {
        Path file = folder.resolve("credentials");
        planter.plant(request(file));

        assertThatThrownBy(() -> planter.plant(request(file).withProfile("other")))
                .hasMessageContaining("holds this key already");
    }

    @Test
    void newFile_inNewFolder_isForItsOwnerAloneAndGoesAgain() throws IOException {
        Path file = folder.resolve(".aws/credentials");

        Planted receipt = planter.plant(request(file)).receipt();

        assertThat(TestKeys.read(file)).isEqualTo(BLOCK);
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(folder.resolve(".aws"))).isEqualTo("rwx------");
        assertThat(planter.remove(receipt).changes()).containsExactly(file + ": deleted, it held nothing else");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void newFile_withAProfileAddedLater_keepsThatProfile() throws IOException {
        Path file = folder.resolve("credentials");
        Planted receipt = planter.plant(request(file)).receipt();
        TestKeys.write(file, TestKeys.read(file) + "\n[mine]\nk = v\n");

        assertThat(planter.remove(receipt).complete()).isTrue();

        assertThat(TestKeys.read(file)).isEqualTo("\n[mine]\nk = v\n");
    }

    @ParameterizedTest
    @MethodSource("modes")
    void permissions_ofTheFile_stay(String mode) throws IOException {
        Path file = TestKeys.write(folder.resolve("credentials"), "[a]\nk = v\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        Planted receipt = planter.plant(request(file)).receipt();
        assertThat(mode(file)).isEqualTo(mode);

        planter.remove(receipt);
        assertThat(mode(file)).isEqualTo(mode);
    }

    static Stream<String> modes() {
        return Stream.of("rw-------", "rw-r--r--", "rw-rw----", "rwxr-x--x");
    }

    @Test
    void projectFile_thatIsNew_hasTheUsualPermissions() throws IOException {
        Path usual = Files.createFile(folder.resolve("usual"));
        Path file = folder.resolve(".env");

        planter.plant(PlantRequest.of(Format.DOTENV, file, TestKeys.KEY));

        assertThat(mode(file)).isEqualTo(mode(usual));
    }

    @Test
    void home_ofALocalToken_hasKeyInOneFileAndEndpointInTheOther() throws IOException {
        TestKeys.write(folder.resolve("config"), "[default]\noutput = json\n");

        Planted receipt = planter.plant(
                        PlantRequest.of(Format.AWS_HOME, folder, TestKeys.LOCAL).withProfile("backup"))
                .receipt();

        assertThat(TestKeys.read(folder.resolve("credentials"))).isEqualTo(BLOCK);
        assertThat(TestKeys.read(folder.resolve("config"))).isEqualTo("""
                [default]
                output = json

                [profile backup]
                region = eu-central-1
                endpoint_url = http://127.0.0.1:9443
                """);
        assertThat(planter.check(receipt).finding()).isEqualTo(Sight.Finding.INTACT);
        assertThat(planter.remove(receipt).complete()).isTrue();
        assertThat(folder.resolve("credentials")).doesNotExist();
        assertThat(TestKeys.read(folder.resolve("config"))).isEqualTo("[default]\noutput = json\n");
    }

    @Test
    void home_withTheProfileInOneFile_changesNeither() throws IOException {
        TestKeys.write(folder.resolve("credentials"), "[backup]\nk = v\n");

        assertThatThrownBy(() -> planter.plant(
                        PlantRequest.of(Format.AWS_HOME, folder, TestKeys.LOCAL).withProfile("backup")))
                .hasMessageContaining("[backup] already");

        assertThat(folder.resolve("config")).doesNotExist();
    }

    private static PlantRequest request(Path file) {
        return PlantRequest.of(Format.AWS_CREDENTIALS, file, TestKeys.KEY).withProfile("backup");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
