package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Routing;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Digests;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One incident of very many sightings, all through the intake, in SQLite: nothing is lost of it, and what people ask of it
 * is measured. {@code bench/incident} for 100,000.
 */
class LargeIncidentIT {
    private static final int SIGHTINGS = Integer.getInteger("incident.sightings", 1_000);
    private static final int BATCH = 1_000;
    private static final int MEASURED = 200;
    private static final Instant BEGAN = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir
    private Path folder;

    private JsonNode token = new ObjectMapper().nullNode();
    private int seen;

    /** From 5,000 addresses, by 20 calls, a second apart. */
    private String record() {
        seen++;
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"%s","arn":"%s",\
                "accountId":"%s","accessKeyId":"%s"},"eventTime":"%s","eventSource":"ec2.amazonaws.com",\
                "eventName":"DescribeInstances%d","awsRegion":"eu-west-1","sourceIPAddress":"10.%d.%d.9",\
                "userAgent":"aws-cli/2","errorCode":"AccessDenied","requestID":"req-%d","eventID":"%d","readOnly":true,\
                "requestParameters":{"padding":"%s"},"eventType":"AwsApiCall","managementEvent":true,\
                "recipientAccountId":"%s","eventCategory":"Management"}""".formatted(
                        token.get("principalId").asText(),
                        token.get("userArn").asText(),
                        token.get("account").asText(),
                        token.at("/keys/0/id").asText(),
                        BEGAN.plusSeconds(seen),
                        seen % 20,
                        seen % 5_000 / 250,
                        seen % 250,
                        seen,
                        seen,
                        "x".repeat(600),
                        token.get("account").asText());
    }

    private void offer(Intake intake, int records) throws InterruptedException {
        List<String> batch = IntStream.range(0, records).mapToObj(i -> record()).toList();
        byte[] file = ("{\"Records\":[" + String.join(",", batch) + "]}").getBytes(StandardCharsets.UTF_8);
        intake.offer(new RecordBytes(
                DetectionPath.FILES,
                "bench",
                RecordBytes.Bytes.of(file),
                Clock.systemUTC().instant(),
                true,
                null));
    }

    private long microsOfOneMore(Intake intake) throws InterruptedException {
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long began = System.nanoTime();
            offer(intake, 1);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[MEASURED / 2] / 1_000;
    }

    private static long millis(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    @Test
    void incidentOfVeryManySightings_isShownCountedAndExported() throws Exception {
        Path home = folder.resolve("home");
        token = new ObjectMapper()
                .readTree(new Program(home)
                        .run("token", "issue", "svc-a", "--format", "json")
                        .out());
        List<String> told = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        AlertDesk desk = new AlertDesk(Routing.toAll(List.of("webhook")), "");
        UUID incident;
        try (Ledger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            Intake intake = new Intake(ledger, new Watchlist(ledger), new Casework(desk, clock), clock, () -> {});
            offer(intake, BATCH);
            told.add("one more sighting, of 1,000: " + microsOfOneMore(intake) + " us");
            long stored = millis(() -> {
                try {
                    while (seen + BATCH + MEASURED <= SIGHTINGS) {
                        offer(intake, BATCH);
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            told.add("storing up to " + seen + ": " + stored + " ms");
            told.add("one more sighting, of " + seen + ": " + microsOfOneMore(intake) + " us");
            incident = new IncidentDesk(ledger, clock)
                    .list(null, null, 1)
                    .getFirst()
                    .id();
            Clock later = Clock.offset(clock, Duration.ofHours(2));
            told.add("digest: " + millis(() -> new Digests(ledger, desk, later).sweep()) + " ms");
            told.add("figures, in the server: " + millis(() -> new FiguresDesk(ledger, clock).figures()) + " ms");
        }
        told.add("database: " + (Files.size(home.resolve("keycanary.db")) >> 20) + " MB");
        shown(home, incident, told);
        told.forEach(System.out::println);
    }

    private void shown(Path home, UUID incident, List<String> told) throws Exception {
        String id = incident.toString();
        String out = folder.resolve("evidence.zip").toString();
        assertThat(measured(home, told, "token", "list")).contains("svc-a"); // what starting takes
        assertThat(measured(home, told, "incident", "show", id)).contains(seen - 40 + " more sightings lie between");
        assertThat(measured(home, told, "figures")).contains("path files");
        assertThat(measured(home, told, "incident", "report", id)).contains(seen - 1_000 + " sightings between");
        assertThat(measured(home, told, "incident", "export", id, "--out", out)).contains("wrote ");
        assertThat(measured(home, told, "incident", "verify", out)).contains(seen + ", each with the hash");
    }

    /** By {@code time}, for the memory. */
    private String measured(Path home, List<String> told, String... verb) throws Exception {
        ShippedRun.Ended ended = new ShippedRun(home)
                .by(List.of("/usr/bin/time", "-f", "took %e s, %M KB at most"))
                .run(verb);
        assertThat(ended.code()).as(ended.err()).isZero();
        told.add(verb[0] + " " + (verb.length == 1 ? "" : verb[1]) + ": "
                + ended.err().strip());
        return ended.out();
    }
}
