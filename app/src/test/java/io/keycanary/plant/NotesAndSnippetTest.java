package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.SecretAccess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void snippet_withAVariableOfTheUsersChoice_isFitToPaste() {
        PlantRequest request =
                PlantRequest.of(Format.ENVIRONMENT, ANY, TestKeys.KEY).withVariables("AWS_PROD_API_KEY", null);

        assertThat(new Planter().snippet(request).reveal(SecretAccess.forInsecureReading()))
                .isEqualTo("AWS_PROD_API_KEY=" + TestKeys.ID + "\nAWS_PROD_API_SECRET=" + TestKeys.SECRET
                        + "\nAWS_PROD_API_REGION=eu-central-1\n");
    }
}
