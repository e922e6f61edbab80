package io.keycanary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.detect.WatchedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {
    private static final String KEY = "AKIAQYLPMN5HFIQR7XYA";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("tokens.json"), text);
    }

    @Test
    void allFields_areRead() throws IOException {
        Path file = file("""
                [{"id":"a","accessKeyIds":["%s"],"principalId":"AIDAQYLPMN5HFIQR7XYAB",
                  "userArn":"arn:aws:iam::123456789012:user/ops/build"},
                 {"accessKeyIds":[],"principalId":"AIDAQYLPMN5HFIQR7XYAC","userArn":null,"id":"b"}]
                """.formatted(KEY));
        assertThat(TokenFile.read(file))
                .containsExactly(
                        new WatchedToken(
                                "a",
                                java.util.List.of(KEY),
                                "AIDAQYLPMN5HFIQR7XYAB",
                                "arn:aws:iam::123456789012:user/ops/build"),
                        new WatchedToken("b", java.util.List.of(), "AIDAQYLPMN5HFIQR7XYAC", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id":"a"}                                                     | line 1 | JSON array
                    []                                                             | line 1 | no token
                    [1]                                                            | line 1 | a token is a JSON object, not 1; a token has the fields
                    [{"id":"a","accessKeyId":"AKIAQYLPMN5HFIQR7XYA"}]              | line 1 | field "accessKeyId" is not known
                    [~{"id":"a",~"accessKeyIds":"AKIAQYLPMN5HFIQR7XYA"}]           | line 3 | "accessKeyIds" is a JSON array of key ids, not "AKIAQYLPMN5HFIQR7XYA"
                    [{"id":"a",~"accessKeyIds":["AKIA"]}]                          | line 2 | not "AKIA"
                    [{"id":"a",~"accessKeyIds":[7]}]                               | line 2 | "accessKeyIds" is text in quotes, not 7
                    [{"id":7}]                                                     | line 1 | field "id" is text in quotes, not 7
                    [{"id":{"a":1}}]                                               | line 1 | "id" is text in quotes, not an object
                    [{"id":"a","principalId":[null]}]                              | line 1 | is text in quotes, not an array
                    [{"id":" "}]                                                   | line 1 | "id" is empty
                    [~{"accessKeyIds":["AKIAQYLPMN5HFIQR7XYA"]}]                   | line 2 | field "id" is missing
                    [{"id":"a"}]                                                   | line 1 | nothing to look for
                    [{"id":"a",~"userArn":"arn:aws:iam::1:user/x"}]                | line 2 | field "userArn" is arn
                    [{"id":"a","principalId":"AIDAQYLPMN5HFIQR7XYAB"},~{"id":"a"}] | line 2 | token id "a" occurs twice
                    [{"id":"a","id":"b"}]                                          | line 1 | field "id" occurs twice
                    [{"id":"a","accessKeyIds":["AKIAQYLPMN5HFIQR7XYA",~"AKIAQYLPMN5HFIQR7XYA"]}] | line 2 | occurs twice, first in line 1
                    [{"id":"a"                                                     | line 1 | no JSON
                    [{"id":"a"~,}]                                                 | line 2 | no JSON
                    [{"id":"a","principalId":"AIDAQYLPMN5HFIQR7XYAB"},~]           | line 2 | no JSON
                    [{"id":"a","principalId":"AIDAQYLPMN5HFIQR7XYAB"}] x           | line 1 | more behind
                    [{"id":"a","principalId":"AIDAQYLPMN5HFIQR7XYAB"}] []          | line 1 | more behind
                    """)
    void wrongFile_namesLineAndField(String text, String line, String what) throws IOException {
        Path file = file(text.replace('~', '\n'));
        assertThatThrownBy(() -> TokenFile.read(file))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(Exit.USAGE))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(line)
                .hasMessageContaining(what);
    }

    @Test
    void missingFile_isNamed() {
        assertThatThrownBy(() -> TokenFile.read(folder.resolve("none.json")))
                .hasMessageContaining("there is no token file")
                .hasMessageContaining("none.json");
    }

    @Test
    void folderAsFile_isNamed() {
        assertThatThrownBy(() -> TokenFile.read(folder)).isInstanceOf(CommandFailure.class);
    }
}
