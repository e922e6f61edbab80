package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Places that are refused, and left as they are. */
class SafetyTest {
    @TempDir
    private Path folder;

    private final Planter planter = new Planter();

    @Test
    void link_withinItsFolder_isFollowedAndStaysALink() throws IOException {
        Path real = TestKeys.write(folder.resolve("real"), "A=1\n");
        Path link = Files.createSymbolicLink(folder.resolve(".env"), Path.of("real"));

        Planted receipt = planter.plant(request(link)).receipt();

        assertThat(link).isSymbolicLink();
        assertThat(TestKeys.read(real)).startsWith("A=1\n").contains(TestKeys.ID);
        assertThat(planter.remove(receipt).complete()).isTrue();
        assertThat(TestKeys.read(real)).isEqualTo("A=1\n");
    }

    @Test
    void link_thatLeavesItsFolder_isRefusedUnlessForced() throws IOException {
        Path outside = TestKeys.write(folder.resolve("outside/.env"), "A=1\n");
        Path link = folder.resolve("project/.env");
        Files.createDirectory(folder.resolve("project"));
        Files.createSymbolicLink(link, outside);

        refused(request(link), "symbolic link to");
        assertThat(TestKeys.read(outside)).isEqualTo("A=1\n");

        planter.plant(request(link).forced());
        assertThat(TestKeys.read(outside)).contains(TestKeys.ID);
    }

    @Test
    void link_thatLeadsNowhere_isAnError() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve(".env"), Path.of("missing"));

        assertThatThrownBy(() -> planter.plant(request(link))).hasMessageContaining("leads nowhere");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void link_inPlaceOfTheFileLater_isNotWrittenThroughOnRemoval() throws IOException {
        Path file = folder.resolve(".env");
        Planted receipt = planter.plant(request(file)).receipt();
        Path other = TestKeys.write(folder.resolve("other/.env"), TestKeys.read(file));
        Files.delete(file);
        Files.createSymbolicLink(file, other);

        assertThatThrownBy(() -> planter.remove(receipt)).isInstanceOf(PlantException.class);
        assertThat(TestKeys.read(other)).contains(TestKeys.ID);
    }

    @Test
    void folder_asTarget_isRefused() {
        refused(request(folder), "is a folder");
    }

    @Test
    void binaryFile_isRefused() throws IOException {
        refused(request(TestKeys.write(folder.resolve(".env"), "A=1\0\n")), "binary");
    }

    @Test
    void hardLinkedFile_isRefused() throws IOException {
        Path file = TestKeys.write(folder.resolve(".env"), "A=1\n");
        Files.createLink(folder.resolve("twin"), file);

        refused(request(file), "hard links");
        assertThat(TestKeys.read(file)).isEqualTo("A=1\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void place_thatCannotBeWritten_isAFailureWithThePath() {
        assertThatThrownBy(() -> planter.plant(request(Path.of("/proc/nowhere/.env"))))
                .isInstanceOfSatisfying(
                        PlantException.class, e -> assertThat(e.reason()).isEqualTo(PlantException.Reason.FAILED))
                .hasMessageContaining("/proc/nowhere");
    }

    @Test
    void preview_changesNothing() throws IOException {
        Path file = folder.resolve("sub/.env");

        Planting planting = planter.preview(request(file));

        assertThat(planting.diff())
                .contains("+AWS_ACCESS_KEY_ID=" + TestKeys.ID)
                .doesNotContain(TestKeys.SECRET);
        assertThat(folder).isEmptyDirectory();
    }

    static Stream<Arguments> unsafe() {
        String job = "jobs:\n  a:\n    run: x\n";
        return Stream.of(
                Arguments.of(Format.DOTENV, "AWS_ACCESS_KEY_ID=x\n", "has AWS_ACCESS_KEY_ID already"),
                Arguments.of(Format.DOTENV, "export AWS_SECRET_ACCESS_KEY=x\n", "has AWS_SECRET_ACCESS_KEY already"),
                Arguments.of(Format.SHELL, "declare -x AWS_ACCESS_KEY_ID=x\n", "already"),
                Arguments.of(Format.SHELL, "run \\\n", "backslash"),
                Arguments.of(Format.PROPERTIES, "aws.accessKeyId: x\n", "already"),
                Arguments.of(Format.PROPERTIES, "a=b\\", "backslash"),
                Arguments.of(Format.TFVARS, "aws_access_key   = \"x\"\n", "already"),
                Arguments.of(Format.JSON, "{\"aws\": 1}", "already"),
                Arguments.of(Format.JSON, "[]", "not a JSON object"),
                Arguments.of(Format.JSON, "{\"a\": 1,}", "not plain JSON"),
                Arguments.of(Format.JSON, "// c\n{}", "not plain JSON"),
                Arguments.of(Format.JSON, "{}{}", "more than one"),
                Arguments.of(Format.JSON, "", "not a JSON object"),
                Arguments.of(Format.YAML, "aws:\n  x: 1\n", "already"),
                Arguments.of(Format.YAML, "'aws': {}\n", "already"),
                Arguments.of(Format.YAML, "- a\n", "block mapping"),
                Arguments.of(Format.YAML, "{a: 1}\n", "block mapping"),
                Arguments.of(Format.YAML, "text\n", "block mapping"),
                Arguments.of(Format.YAML, "  a: 1\n", "block mapping"),
                Arguments.of(Format.YAML, "a: 1\n...\n", "block mapping"),
                Arguments.of(Format.YAML, "a: |\n  x", "block scalar"),
                Arguments.of(Format.YAML, "a:\n  - >+\n    x\n\n", "block scalar"),
                Arguments.of(Format.GITHUB_ACTIONS, "on: push\n", "no jobs"),
                Arguments.of(Format.GITHUB_ACTIONS, "env: {A: b}\n" + job, "plain block mapping"),
                Arguments.of(Format.GITHUB_ACTIONS, "env:\n  AWS_ACCESS_KEY_ID: x\n" + job, "already"),
                Arguments.of(Format.GITLAB_CI, "variables:\n  - x\n", "plain block mapping"),
                Arguments.of(Format.JENKINS, "node {\n}\n", "no declarative pipeline"),
                Arguments.of(Format.JENKINS, "environment {\n  AWS_ACCESS_KEY_ID = 'x'\n}\n", "already"),
                Arguments.of(Format.DOCKERFILE, "RUN x\n", "no FROM"),
                Arguments.of(Format.DOCKERFILE, "FROM a\nENV A=b AWS_ACCESS_KEY_ID=x\n", "already"),
                Arguments.of(Format.DOCKERFILE, "FROM a\nENV AWS_ACCESS_KEY_ID x\n", "already"),
                Arguments.of(Format.DOCKERFILE, "FROM a\nRUN <<EOF\nx\n", "unfinished"),
                Arguments.of(Format.S3CFG, "[default]\naccess_key = x\n", "already"),
                Arguments.of(Format.BOTO, "[Credentials]\n", "already"),
                Arguments.of(Format.CLOUD_INIT, "packages: [jq]\n", "#cloud-config"),
                Arguments.of(Format.CLOUD_INIT, "#cloud-config\nwrite_files: []\n", "plain block list"),
                Arguments.of(
                        Format.CLOUD_INIT, "#cloud-config\nwrite_files:\n- path: /root/.aws/credentials\n", "already"),
                Arguments.of(Format.EC2_USER_DATA, "#cloud-config\n", "does not begin with #!"),
                Arguments.of(Format.COMMENT, "int x; \\\n", "backslash"),
                Arguments.of(Format.COMMENT, "", "source file around it"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("unsafe")
    void file_ofAnUnsafeShape_isRefusedAndUntouched(Format format, String text, String why) throws IOException {
        Path file = TestKeys.write(folder.resolve(format == Format.COMMENT ? "a.c" : "file"), text);

        refused(PlantRequest.of(format, file, TestKeys.KEY), why);

        assertThat(TestKeys.read(file)).isEqualTo(text);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(file);
        }
    }

    @Test
    void comment_inAnUnknownLanguage_namesTheKnownOnes() throws IOException {
        Path file = TestKeys.write(folder.resolve("a.bin"), "x\n");

        assertThatThrownBy(() -> planter.plant(PlantRequest.of(Format.COMMENT, file, TestKeys.KEY)))
                .hasMessageContaining("a.bin")
                .hasMessageContaining("java");
    }

    @Test
    void names_thatCouldBreakOutOfTheirPlace_areRefused() {
        PlantRequest request = request(folder.resolve("x"));
        assertThatThrownBy(() -> request.withVariables("A B", null)).isInstanceOf(PlantException.class);
        assertThatThrownBy(() -> request.withVariables("A\nB", null)).isInstanceOf(PlantException.class);
        assertThatThrownBy(() -> request.withProfile("x")).hasMessageContaining("has no profile");
        assertThatThrownBy(() ->
                        PlantRequest.of(Format.RCLONE, folder, TestKeys.KEY).withProfile("a]\n[b"))
                .isInstanceOf(PlantException.class);
        assertThatThrownBy(() -> TestKeys.KEY.at("http://x/\"$(id)")).isInstanceOf(PlantException.class);
    }

    private void refused(PlantRequest request, String why) {
        assertThatThrownBy(() -> planter.plant(request))
                .isInstanceOfSatisfying(
                        PlantException.class, e -> assertThat(e.reason()).isEqualTo(PlantException.Reason.REFUSED))
                .hasMessageContaining(why);
    }

    private static PlantRequest request(Path file) {
        return PlantRequest.of(Format.DOTENV, file, TestKeys.KEY);
    }
}
