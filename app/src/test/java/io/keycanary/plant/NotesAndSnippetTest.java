package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.token.SecretAccess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said about a place, and what is given to be pasted. */
class NotesAndSnippetTest {
    private static final Path ANY = Path.of("/nowhere/file");

    @ParameterizedTest
    @CsvSource({
        "AWS_CREDENTIALS, true",
        "AWS_CONFIG, false",
        "AWS_HOME, false",
        "RCLONE, false",
        "TFVARS, true",
        "JSON, true",
        "BOTO, true"
    })
    void localToken_whereToolsMissTheEndpoint_isNoted(Format format, boolean noted) {
        assertThat(Notes.on(PlantRequest.of(format, ANY, TestKeys.LOCAL)).stream()
                        .anyMatch(note -> note.contains("http://127.0.0.1:9443")))
                .isEqualTo(noted);
        assertThat(Notes.on(PlantRequest.of(format, ANY, TestKeys.KEY))).isEmpty();
    }

    @Test
    void localToken_inVariablesOfTheUsersChoice_isNoted() {
        PlantRequest request = PlantRequest.of(Format.GITHUB_ACTIONS, ANY, TestKeys.LOCAL);

        assertThat(Notes.on(request.withVariables("AWS_PROD_API_KEY", null)).getFirst())
                .contains("endpoint");
        assertThat(Notes.on(request)).singleElement().asString().contains("AWS_ACCESS_KEY_ID set");
    }

    @Test
    void defaultProfile_isNoted() {
        List<String> notes = Notes.on(
                PlantRequest.of(Format.AWS_CREDENTIALS, ANY, TestKeys.KEY).withProfile("default"));

        assertThat(notes).singleElement().asString().contains("profile default");
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMMENT"})
    void snippet_ofAnyFormat_standsAtTheLeftEdgeAndHoldsTheKey(Format format) {
        String snippet = snippet(format);

        assertThat(snippet).matches("(?s)\\S.*\\S\n");
        assertThat(snippet.lines().filter(line -> !line.isBlank()).reduce((first, last) -> last))
                .as("a block that is closed is closed where it began")
                .hasValueSatisfying(last -> assertThat(last).doesNotMatch("\\s+[})\\]]"));
        if (format != Format.KUBERNETES_SECRET) {
            assertThat(snippet).contains(TestKeys.ID, TestKeys.SECRET);
        }
    }

    @Test
    void snippet_forCi_isWhatItsDocumentsShow() {
        assertThat(snippet(Format.JENKINS))
                .startsWith("environment {\n    AWS_ACCESS_KEY_ID = '")
                .endsWith("'\n}\n");
        assertThat(snippet(Format.GITHUB_ACTIONS)).startsWith("env:\n  AWS_ACCESS_KEY_ID: \"");
        assertThat(snippet(Format.GITLAB_CI)).startsWith("variables:\n  AWS_ACCESS_KEY_ID: \"");
        assertThat(snippet(Format.EC2_USER_DATA)).startsWith("#!/bin/bash\n");
        assertThat(snippet(Format.CLOUD_INIT)).startsWith("#cloud-config\n");
    }

    @Test
    void snippet_ofAComment_isRefused() {
        assertThatThrownBy(() -> snippet(Format.COMMENT)).isInstanceOf(PlantException.class);
    }

    private static String snippet(Format format) {
        return new Planter()
                .snippet(PlantRequest.of(format, ANY, TestKeys.KEY))
                .reveal(SecretAccess.forInsecureReading());
    }

    @Test
    void snippet_withAVariableOfTheUsersChoice_isFitToPaste() {
        PlantRequest request =
                PlantRequest.of(Format.ENVIRONMENT, ANY, TestKeys.KEY).withVariables("AWS_PROD_API_KEY", null);

        assertThat(new Planter().snippet(request).reveal(SecretAccess.forInsecureReading()))
                .isEqualTo("AWS_PROD_API_KEY=" + TestKeys.ID + "\nAWS_PROD_API_SECRET=" + TestKeys.SECRET
                        + "\nAWS_PROD_API_REGION=eu-central-1\n");
    }
}
