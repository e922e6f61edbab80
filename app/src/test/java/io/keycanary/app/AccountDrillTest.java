package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/** Drills of tokens in an AWS account, against moto with a stand-in for its CloudTrail. */
class AccountDrillTest extends WatchedAccount {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Program.Result drill(String... more) {
        List<String> line = new ArrayList<>(List.of("drill", "svc-report"));
        line.addAll(List.of(more));
        return program().run(line.toArray(String[]::new));
    }

    private WatchingServer serve() throws Exception {
        return new WatchingServer(folder.resolve("home"));
    }

    @Test
    void drill_tellsTheTimeOfEachPath_andNamesTheFirstBrokenLinkOfASilentOne() throws Exception {
        CompletableFuture<Program.Result> drill = CompletableFuture.supplyAsync(() -> drill("--wait", "90"));
        Waiting.until(Duration.ofSeconds(30), "the key is used", cloudTrail::hasRecordOfADecoy);
        try (WatchingServer server = serve()) { // its first look at the history finds the use
            Program.Result result = drill.get(120, TimeUnit.SECONDS);
            assertThat(result.code()).as(result.out() + result.err()).isEqualTo(Exit.OK);
            assertThat(result.out())
                    .contains("seen by eventbridge after", "seen by trail-s3 after", "seen by trail-logs after")
                    .contains("seen by event-history after", "token svc-report is now ISSUED");
            assertThat(program().run("token", "show", "svc-report").out()).contains("proven");
            assertThat(server.incidents()).isZero();
            assertThat(server.alerts()).isEmpty();
        }
        nothingIsBrokenAndNothingComes();
        brokenLinksAreNamed();
    }

    private void nothingIsBrokenAndNothingComes() {
        Program.Result silent = drill("--wait", "0", "--path", "eventbridge");
        assertThat(silent.code()).isEqualTo(Exit.FOUND);
        assertThat(silent.out()).contains("not seen by eventbridge", "does `keycanary serve` run with this database");
        assertThat(drill("--path", "endpoint").err()).contains("not set up for svc-report", "event-history");
        assertThat(drill("--path", "mail").err()).contains("--path is one of");
        assertThat(program().run("drill").err()).contains("--all");
        assertThat(program().run("drill", "--all", "--wait", "0").out()).contains("not seen by trail-logs");
    }

    /** Nobody need watch to find that out. */
    private void brokenLinksAreNamed() throws Exception {
        try (PipelineAccount account = new PipelineAccount(url())) {
            account.home
                    .listRules(r -> r.namePrefix("activity-watch-"))
                    .rules()
                    .forEach(rule -> account.home.putRule(r -> r.name(rule.name())
                            .eventPattern(rule.eventPattern())
                            .state(RuleState.ENABLED)));
            Program.Result plain = drill("--wait", "0", "--path", "eventbridge");
            assertThat(plain.code()).as(plain.err()).isEqualTo(Exit.FOUND);
            assertThat(plain.out())
                    .contains("not seen by eventbridge within 0 s: rule us-east-1/default/activity-watch-")
                    .contains("its state is ENABLED, which drops read-only calls");

            account.trails.stopLogging(r -> r.name("activity-watch"));
            JsonNode stopped = JSON.readTree(drill("--wait", "0", "--path", "trail-s3", "--format", "json")
                    .out());
            assertThat(stopped.get("seen").asBoolean()).isFalse();
            assertThat(stopped.at("/missing/0/path").asText()).isEqualTo("trail-s3");
            assertThat(stopped.at("/missing/0/why").asText()).startsWith("trail activity-watch: logging is stopped");
        }
    }
}
