package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Spread;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Risk;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.CloudTrail.Call;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An intrusion of 30 events over three tokens from two sources. Each event arrives by two paths, some again, in whatever
 * order: the incidents, the alerts and the figures are the same, but for the times of arrival.
 */
class IntrusionTest {
    private static final int SHUFFLES = 1_000;
    private static final String FIRST_SOURCE = "198.51.100.7";
    private static final String SECOND_SOURCE = "203.0.113.9";

    /** Each kind of call is the only one of its service, so that each is new in one respect wherever it stands. */
    private static final List<String> SCRIPT = List.of(
            "svc-a 4 sts GetCallerIdentity " + FIRST_SOURCE,
            "svc-a 4 s3 ListBuckets " + FIRST_SOURCE,
            "svc-a 4 iam CreateAccessKey " + FIRST_SOURCE,
            "svc-b 5 sts GetCallerIdentity " + FIRST_SOURCE,
            "svc-b 5 ec2 DescribeInstances " + SECOND_SOURCE,
            "svc-c 4 ec2 DescribeInstances " + SECOND_SOURCE,
            "svc-c 4 s3 ListBuckets " + SECOND_SOURCE);

    /** One delivery. */
    private record Arrival(Call call, DetectionPath path) {}

    /** What is said of one incident, without ids and without our clock. */
    private record Story(
            Severity severity,
            IncidentState state,
            Instant first,
            Instant last,
            Set<Novelty> seen,
            Set<String> sightings,
            int campaign,
            Risk risk,
            Map<Alert.Reason, Long> alerts,
            Set<String> told) {}

    @Test
    void intrusion_inOrder_givesExactlyTheExpectedIncidentsAlertsAndFigures() {
        Desk desk = play(0);

        Map<String, Story> stories = stories(desk);
        assertThat(stories).containsOnlyKeys("svc-a", "svc-b", "svc-c");
        assertThat(stories.values()).allSatisfy(story -> {
            assertThat(story.campaign).as("all three are one campaign").isEqualTo(3);
            assertThat(story.state).isEqualTo(IncidentState.OPEN);
        });
        assertThat(stories).extractingByKey("svc-a").satisfies(story -> {
            assertThat(story.sightings).hasSize(12);
            assertThat(story.alerts).isEqualTo(Map.of(Alert.Reason.FIRST_SIGHTING, 1L, Alert.Reason.NOVELTY, 2L));
            assertThat(story.told)
                    .containsExactlyInAnyOrder(
                            "credential check (sts:GetCallerIdentity), refused: AccessDenied"
                                    + " from 198.51.100.7 in eu-west-1, claims to be AWS CLI 2",
                            "storage recon (s3:ListBuckets), refused: AccessDenied"
                                    + " from 198.51.100.7 in eu-west-1, claims to be AWS CLI 2",
                            "persistence (iam:CreateAccessKey), refused: AccessDenied"
                                    + " from 198.51.100.7 in eu-west-1, claims to be AWS CLI 2");
        });
        assertThat(stories).extractingByKey("svc-b").satisfies(story -> {
            assertThat(story.sightings).hasSize(10);
            assertThat(story.alerts).isEqualTo(Map.of(Alert.Reason.FIRST_SIGHTING, 1L, Alert.Reason.NOVELTY, 1L));
        });
        assertThat(stories)
                .extractingByKey("svc-c")
                .satisfies(story -> assertThat(story.sightings).hasSize(8));
        Figures figures = new FiguresDesk(desk.ledger, desk.clock).figures();
        assertThat(figures.incidents()).isEqualTo(Map.of(IncidentState.OPEN, 3L));
        assertThat(figures.paths().keySet())
                .containsExactlyInAnyOrder(DetectionPath.EVENTBRIDGE, DetectionPath.TRAIL_S3);
        assertThat(figures.paths().values())
                .allSatisfy(spread -> assertThat(spread.count()).isEqualTo(30));
        assertThat(figures.skewed()).isZero();
        assertThat(figures.detect().count()).isEqualTo(3);
    }

    @Test
    void intrusion_anyOrderOfArrival_changesNothingButTheTimesOfArrival() {
        Desk inOrder = play(0);
        Map<String, Story> expected = stories(inOrder);
        Map<String, Object> figures = timeless(inOrder);

        for (int seed = 1; seed <= SHUFFLES; seed++) {
            Desk shuffled = play(seed);
            assertThat(stories(shuffled)).as("shuffled with seed " + seed).isEqualTo(expected);
            assertThat(timeless(shuffled)).as("figures, seed " + seed).isEqualTo(figures);
        }
    }

    /**
     * All that the figures say but for how long things took: the durations end at a time of arrival, and that is what a
     * shuffle changes. How many durations were measured must be the same.
     */
    private static Map<String, Object> timeless(Desk desk) {
        Figures figures = new FiguresDesk(desk.ledger, desk.clock).figures();
        Map<String, Object> all = new TreeMap<>();
        all.put("tokens", figures.tokens());
        all.put("incidents", figures.incidents());
        all.put("verdicts", figures.verdicts());
        all.put("places", List.of(figures.places(), figures.armedPlaces()));
        all.put("paths", new TreeMap<>(counts(figures.paths())));
        all.put("silent paths", new TreeSet<>(figures.silence().keySet()));
        all.put(
                "measured",
                List.of(
                        figures.detect().count(),
                        figures.processing().count(),
                        figures.alert().count(),
                        figures.told().count(),
                        figures.acknowledge().count(),
                        figures.contain().count(),
                        figures.resolve().count()));
        all.put(
                "counted",
                List.of(figures.undelivered(), figures.skewed(), figures.unauthenticated(), figures.expected()));
        return all;
    }

    private static Map<DetectionPath, Integer> counts(Map<DetectionPath, Spread> paths) {
        return paths.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, path -> path.getValue().count()));
    }

    /** @param seed 0 for the order of the script */
    private static Desk play(int seed) {
        Desk desk = new Desk();
        Map<String, CanaryToken> tokens = new TreeMap<>();
        List.of("svc-a", "svc-b", "svc-c").forEach(name -> tokens.put(name, desk.token(name)));
        List<Arrival> arrivals = arrivals(tokens);
        if (seed != 0) {
            Collections.shuffle(arrivals, new Random(seed));
        }
        for (Arrival arrival : arrivals) {
            desk.offer(CloudTrail.file(List.of(arrival.call)), arrival.path, true, null);
            desk.pass(Duration.ofSeconds(1));
        }
        return desk;
    }

    private static List<Arrival> arrivals(Map<String, CanaryToken> tokens) {
        List<Arrival> arrivals = new ArrayList<>();
        int event = 0;
        for (String line : SCRIPT) {
            String[] words = line.split(" ");
            CanaryToken token =
                    tokens.getOrDefault(words[0], tokens.values().iterator().next());
            for (int i = 0; i < Integer.parseInt(words[1]); i++, event++) {
                String time = "2026-11-23T11:%02d:00Z".formatted(event);
                Call call = new Call(token, "event-" + event, words[2], words[3], words[4], time);
                arrivals.add(new Arrival(call, DetectionPath.EVENTBRIDGE));
                arrivals.add(new Arrival(call, DetectionPath.TRAIL_S3));
                if (event % 3 == 0) {
                    arrivals.add(new Arrival(call, DetectionPath.TRAIL_S3));
                }
            }
        }
        assertThat(event).isEqualTo(30);
        return arrivals;
    }

    private static Map<String, Story> stories(Desk desk) {
        Map<String, Story> stories = new TreeMap<>();
        List<Incident> incidents = desk.all();
        Map<UUID, Long> campaigns =
                incidents.stream().collect(Collectors.groupingBy(Incident::campaignName, Collectors.counting()));
        desk.ledger.change(stores -> incidents.forEach(incident -> {
            List<Alert> alerts = stores.outbox().alerts(incident.id());
            String label = stores.tokens().find(incident.token()).orElseThrow().label();
            stories.put(
                    label,
                    new Story(
                            incident.severity(),
                            incident.state(),
                            incident.firstSeenAt(),
                            incident.lastSeenAt(),
                            Set.copyOf(incident.seen()),
                            stores.incidents().sightings(incident.id(), null, 1000).stream()
                                    .map(sighting -> shape(sighting, label))
                                    .collect(Collectors.toCollection(TreeSet::new)),
                            Math.toIntExact(campaigns.getOrDefault(incident.campaignName(), 0L)),
                            Risk.of(incident),
                            alerts.stream().collect(Collectors.groupingBy(Alert::reason, Collectors.counting())),
                            alerts.stream()
                                    .map(alert -> alert.tried() + " from " + alert.from())
                                    .collect(Collectors.toCollection(TreeSet::new))));
        }));
        return stories;
    }

    /** A sighting without its id, without our clock, and without what the run's own token is called by. */
    private static String shape(Sighting sighting, String label) {
        return label + " " + sighting.identity() + " " + sighting.kind() + " " + sighting.disposition() + " "
                + sighting.happenedAt() + " " + sighting.facts().eventName() + " " + sighting.matchedBy() + " "
                + new TreeSet<>(sighting.arrivals().keySet());
    }
}
