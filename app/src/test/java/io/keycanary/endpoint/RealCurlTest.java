package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that {@code curl --aws-sigv4} signs. */
class RealCurlTest {
    @TempDir
    Path folder;

    private final RunningEndpoint endpoint = new RunningEndpoint();

    @BeforeAll
    static void requireCurl() {
        Tool.require("curl", "--version");
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void getCallerIdentity_byForm_tellsTheDecoysName() throws Exception {
        Program curl = curl("sts", "/", "-d", "Action=GetCallerIdentity&Version=2011-06-15");

        assertThat(curl.output()).contains("<Arn>" + TestKeys.USER.arn() + "</Arn>");
        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.only().text("/userAgent")).startsWith("curl/");
    }

    @Test
    void getCallerIdentity_askedForJson_isJson() throws Exception {
        Program curl =
                curl("sts", "/", "-H", "Accept: application/json", "-d", "Action=GetCallerIdentity&Version=2011-06-15");

        assertThat(Json.MAPPER
                        .readTree(curl.output())
                        .at("/GetCallerIdentityResponse/GetCallerIdentityResult/Arn")
                        .asText())
                .isEqualTo(TestKeys.USER.arn());
    }

    @Test
    void s3Object_isDenied() throws Exception {
        Program curl = curl("s3", "/corp/backup.tar.gz");

        assertThat(curl.output())
                .contains("<Code>AccessDenied</Code>", "\"arn:aws:s3:::corp/backup.tar.gz\"".replace("\"", "&quot;"));
        assertThat(endpoint.only().authenticated()).isTrue();
    }

    private Program curl(String service, String path, String... more) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                "curl",
                "-sS",
                "--noproxy",
                "*",
                "--aws-sigv4",
                "aws:amz:us-east-1:" + service,
                "-u",
                TestKeys.KEY.accessKeyId() + ":" + TestKeys.SECRET,
                endpoint.address() + path));
        command.addAll(List.of(more));
        return Program.run(Map.of(), folder, command);
    }
}
