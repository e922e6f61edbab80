package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many tokens in one account, in moto: issued, audited and retired by the shipped program, which is measured.
 * Run by {@code bench/account} alone: it starts the
 * program many times, and what it does is tested elsewhere.
 */
@EnabledIfSystemProperty(named = "account.tokens", matches = "[1-9]\\d*")
class LargeAccountIT {
    private static final int TOKENS = Integer.getInteger("account.tokens", 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private ShippedAccount account;
    private PipelineAccount seen;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void emptyAccount() throws Exception {
        account = new ShippedAccount(folder.resolve("home"));
        seen = account.seen();
    }

    @AfterEach
    void leave() throws Exception {
        System.out.println(String.join("\n", told));
        seen.close();
        account.close();
    }

    private ShippedRun.Ended measured(String... arguments) throws Exception {
        long began = System.nanoTime();
        ShippedRun.Ended ended = account.runUntil(null, arguments);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        told.add("%s %s of %d tokens: %.1f s, %d calls, %.2f calls per token"
                .formatted(
                        arguments[0],
                        arguments[1],
                        TOKENS,
                        took.toMillis() / 1000.0,
                        account.calls(),
                        account.calls() / (double) TOKENS));
        return ended;
    }

    private int users() {
        return (int) seen.iam.listUsersPaginator(r -> r.pathPrefix("/batch/")).users().stream()
                .count();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void manyTokens_areIssuedAuditedAndRetired_withFewCalls() throws Exception {
        account.run("naming", "set", "svc-{word}-{word}-{hex:6}");
        List<String> issue = new ArrayList<>(List.of("token", "issue", "--account", "prod", "--batch", "bench"));
        issue.addAll(List.of("--count", String.valueOf(TOKENS), "--owner", "ann", "--purpose", "trap"));
        issue.addAll(List.of("--playbook", "leak", "--format", "json"));
        ShippedRun.Ended issued = measured(issue.toArray(String[]::new));
        assertThat(issued.code()).as(issued.err()).isZero();
        assertThat(users()).isEqualTo(TOKENS);
        assertThat(account.calls()).isLessThanOrEqualTo(2 * TOKENS + 2);

        ShippedRun.Ended audited =
                measured("audit", "--account", "prod", "--leave-out", "guardrail", "--format", "json");
        assertThat(audited.code()).as(audited.err()).isEqualTo(Exit.FOUND);
        assertThat(audited.out()).contains("\"tokens\":" + TOKENS, "\"complete\":true");
        assertThat(account.calls()).isLessThan(30 + 2 * Math.min(TOKENS, 100));

        List<String> retire = new ArrayList<>(List.of("token", "retire"));
        issued.out().lines().forEach(line -> retire.add(json(line).get("id").asText()));
        ShippedRun.Ended retired = measured(retire.toArray(String[]::new));
        assertThat(retired.code()).as(retired.err()).isZero();
        assertThat(retired.out()).contains("retired " + TOKENS + " tokens");
        assertThat(users()).isZero();
    }
}
