package io.keycanary.app;

import static io.keycanary.source.DetectionPath.EVENTBRIDGE;
import static io.keycanary.source.DetectionPath.EVENT_HISTORY;
import static io.keycanary.source.DetectionPath.TRAIL_LOGS;
import static io.keycanary.source.DetectionPath.TRAIL_S3;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.app.CloudTrailStandIn.Fate;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.source.DetectionPath;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** From the use of a key in an account to the alert, by each path, against moto with a stand-in for its CloudTrail. */
class DetectionPathsTest extends WatchedAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<DetectionPath> ALL = Set.of(EVENTBRIDGE, TRAIL_S3, TRAIL_LOGS);

    private StaticCredentialsProvider key() throws IOException {
        JsonNode key = JSON.readTree(good("token", "reveal", "svc-report", "--format", "json"));
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                key.get("accessKeyId").asText(), key.get("secretAccessKey").asText()));
    }

    /** The intruder's first call, which gives its request id. */
    private String use(StaticCredentialsProvider key) {
        return use(key, Region.US_EAST_1);
    }

    private String use(StaticCredentialsProvider key, Region region) {
        try (StsClient sts = StsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(region)
                .endpointOverride(cloudTrail.url())
                .credentialsProvider(key)
                .build()) {
            return sts.getCallerIdentity().responseMetadata().requestId();
        }
    }

    private static List<Sighting> of(WatchingServer server, String request) {
        return server.sightings().stream()
                .filter(s -> request.equals(s.facts().requestId()))
                .toList();
    }

    private static void arrives(WatchingServer server, String request, Set<DetectionPath> paths) throws Exception {
        Waiting.until(
                PATIENCE,
                request + " arrives by " + paths,
                () -> of(server, request).stream()
                        .anyMatch(s -> s.arrivals().keySet().containsAll(paths)));
    }

    @Test
    void use_arrivesByEachPath_asOneSightingOfOneIncidentAndOneAlert() throws Exception {
        StaticCredentialsProvider key = key();
        ALL.forEach(path -> cloudTrail.on(path, Fate.LOST));
        String before = use(key); // the server's first look at the history finds it
        try (WatchingServer server = new WatchingServer(folder.resolve("home"))) {
            arrives(server, before, Set.of(EVENT_HISTORY));
            Waiting.until(PATIENCE, "the team hears", () -> !server.alerts().isEmpty());
            assertThat(of(server, before)).singleElement().satisfies(s -> {
                assertThat(s.disposition()).isEqualTo(Disposition.ALERT);
                assertThat(s.facts().eventName()).isEqualTo("GetCallerIdentity");
                assertThat(s.arrivals())
                        .containsKey(EVENT_HISTORY)
                        .doesNotContainKeys(ALL.toArray(DetectionPath[]::new));
            });
            assertThat(server.alerts()).extracting(Alert::reason).containsExactly(Alert.Reason.FIRST_SIGHTING);

            ALL.forEach(path -> cloudTrail.on(path, Fate.ARRIVES));
            String every = use(key);
            arrives(server, every, ALL);
            assertThat(of(server, every)).hasSize(1);

            for (DetectionPath lost : ALL) {
                cloudTrail.on(lost, Fate.LOST);
                String request = use(key);
                Set<DetectionPath> others = new java.util.HashSet<>(ALL);
                others.remove(lost);
                arrives(server, request, others);
                assertThat(of(server, request).getFirst().arrivals()).doesNotContainKey(lost);
                cloudTrail.on(lost, Fate.ARRIVES);
            }

            ALL.forEach(path -> cloudTrail.on(path, Fate.TWICE));
            String twice = use(key);
            arrives(server, twice, ALL);
            assertThat(of(server, twice)).hasSize(1);
            ALL.forEach(path -> cloudTrail.on(path, Fate.ARRIVES));

            cloudTrail.on(EVENTBRIDGE, Fate.LATE);
            String late = use(key);
            arrives(server, late, Set.of(TRAIL_S3, TRAIL_LOGS));
            assertThat(of(server, late).getFirst().arrivals()).doesNotContainKey(EVENTBRIDGE);
            cloudTrail.release(EVENTBRIDGE);
            arrives(server, late, ALL);
            assertThat(server.incidents()).isEqualTo(1);
            assertThat(server.alerts()).hasSize(1);
        }
    }

    @Test
    void use_inAnAccountWithoutPipeline_arrivesByTheEventHistory() throws Exception {
        StaticCredentialsProvider key = key();
        ALL.forEach(path -> cloudTrail.on(path, Fate.LOST));
        good("pipeline", "remove", "--account", "prod", "--yes");
        String request = use(key);
        String far = use(key, Region.AP_SOUTH_1);
        try (WatchingServer server = new WatchingServer(folder.resolve("home"))) {
            arrives(server, request, Set.of(EVENT_HISTORY));
            Waiting.until(PATIENCE, "the team hears", () -> !server.alerts().isEmpty());
            assertThat(server.alerts()).extracting(Alert::reason).containsExactly(Alert.Reason.FIRST_SIGHTING);
            arrives(server, far, Set.of(EVENT_HISTORY));
        }
    }
}
