package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Severity;
import io.keycanary.intake.CloudTrail.Call;
import io.keycanary.token.CanaryToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Order, duplicates and file splits never change what the incidents are. */
class IncidentLawsTest {
    private static final List<String> CALLS = List.of(
            "sts GetCallerIdentity",
            "s3 ListBuckets",
            "iam CreateAccessKey",
            "ec2 DescribeInstances",
            "ec2 RunInstances");

    /** What must be equal: everything but ids, versions and when we knew. */
    private record Shape(
            Severity severity, Instant first, Instant last, int sightings, Set<Novelty> seen, boolean campaign) {
        static Shape of(Incident i) {
            return new Shape(
                    i.severity(),
                    i.firstSeenAt(),
                    i.lastSeenAt(),
                    i.sightings(),
                    Set.copyOf(i.seen()),
                    i.campaign() != null);
        }
    }

    @Property(tries = 60)
    void incidents_anyOrderDuplicatesAndSplits_areTheSame(
            @ForAll @IntRange(min = 1, max = 25) int records, @ForAll long seed) {
        Random random = new Random(seed);
        Desk plain = new Desk();
        Desk mixed = new Desk();
        List<Call> calls = calls(records, random, tokens(plain));
        plain.offer(CloudTrail.file(calls));
        List<CanaryToken> others = tokens(mixed);
        List<Call> shuffled = new ArrayList<>();
        for (Call call : calls) {
            CanaryToken same = others.get(call.token().label().charAt(3) - '0');
            Call moved = new Call(same, call.eventId(), call.service(), call.name(), call.ip(), call.time());
            shuffled.addAll(Collections.nCopies(1 + random.nextInt(2), moved));
        }
        Collections.shuffle(shuffled, random);
        split(shuffled, random).forEach(file -> mixed.offer(CloudTrail.file(file)));
        assertThat(shapes(mixed)).isEqualTo(shapes(plain));
    }

    private static List<CanaryToken> tokens(Desk desk) {
        return List.of(desk.token("svc0"), desk.token("svc1"), desk.token("svc2"));
    }

    private static List<Call> calls(int records, Random random, List<CanaryToken> tokens) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            String[] call = CALLS.get(random.nextInt(CALLS.size())).split(" ");
            calls.add(new Call(
                    tokens.get(random.nextInt(3)),
                    "event-" + i,
                    call[0],
                    call[1],
                    "198.51." + random.nextInt(3) + ".7",
                    "2026-11-23T11:%02d:00Z".formatted(random.nextInt(60))));
        }
        return calls;
    }

    private static List<List<Call>> split(List<Call> calls, Random random) {
        List<List<Call>> files = new ArrayList<>();
        for (int from = 0; from < calls.size(); ) {
            int to = Math.min(calls.size(), from + 1 + random.nextInt(5));
            files.add(calls.subList(from, to));
            from = to;
        }
        return files;
    }

    private static Map<String, Shape> shapes(Desk desk) {
        Map<String, Shape> shapes = new TreeMap<>();
        desk.all()
                .forEach(i ->
                        shapes.put(desk.tokens.require(i.token().toString()).label(), Shape.of(i)));
        return shapes;
    }
}
