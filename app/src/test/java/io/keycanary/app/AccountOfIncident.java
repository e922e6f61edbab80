package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An account of moto in which a decoy was used: its incident is open. */
abstract class AccountOfIncident extends MotoAccount {
    static final ObjectMapper JSON = new ObjectMapper();

    String incident = "";
    String decoyKey = "";

    void incident(String... actions) throws Exception {
        profile("prod", actions);
        assertThat(add("prod", "--tag", "CostUnit=4711").err()).isEmpty();
        JsonNode token = JSON.readTree(ok(
                "token",
                "issue",
                "svc-a",
                "--account",
                "prod",
                "--owner",
                "ann",
                "--purpose",
                "trap",
                "--playbook",
                "leaked-on-host",
                "--format",
                "json"));
        decoyKey = token.at("/keys/0/id").asText();
        incident = SeenUse.of(folder.resolve("home"), token, "e1", "198.51.100.7");
    }

    Program.Result run(String... line) {
        return program().run(line);
    }

    String ok(String... line) {
        Program.Result result = run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + ": " + result.err())
                .isEqualTo(Exit.OK);
        return result.out();
    }

    String actionId() throws IOException {
        List<String> lines =
                ok("incident", "actions", incident, "--format", "json").lines().toList();
        return JSON.readTree(lines.getLast()).get("id").asText();
    }

    /** An administrator's, for the test itself. */
    Ec2Client ec2(String region) {
        return Ec2Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(administratorKey()))
                .region(Region.of(region))
                .endpointOverride(url())
                .build();
    }
}
