package io.keycanary.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskTest {
    private static final String DENIED = "AccessDenied";

    private static Incident incident(List<Sighting> sightings) {
        Incident incident =
                Triage.open(sightings.getFirst(), null, Samples.CLOCK).incident();
        for (Sighting sighting : sightings.subList(1, sightings.size())) {
            incident = Triage.join(incident, sighting, Samples.T).incident();
        }
        return incident;
    }

    private static Sighting tried(String service, String action) {
        return Samples.use(service + ".amazonaws.com", action, "198.51.100.7", DENIED);
    }

    @Test
    void of_credentialCheck_isLow() {
        Risk risk = Risk.of(incident(List.of(tried("sts", "GetCallerIdentity"))));

        assertThat(risk.words()).isEqualTo("10 of 100 (low): credential check +10");
        assertThat(risk.grade()).isEqualTo(Risk.Grade.LOW);
    }

    @Test
    void of_sameThingAThousandTimes_isNoHigher() {
        Risk once = Risk.of(incident(List.of(tried("ec2", "DescribeInstances"))));

        assertThat(Risk.of(incident(Collections.nCopies(1_000, tried("ec2", "DescribeInstances")))))
                .isEqualTo(once);
    }

    @Test
    void of_severalWaysToHarm_isCriticalAndBounded() {
        Risk risk = Risk.of(incident(List.of(
                tried("iam", "CreateAccessKey"),
                tried("cloudtrail", "StopLogging"),
                tried("s3", "DeleteObjects"),
                tried("sts", "GetCallerIdentity"),
                tried("ec2", "DescribeInstances"))));

        assertThat(risk.score()).isEqualTo(100);
        assertThat(risk.grade()).isEqualTo(Risk.Grade.CRITICAL);
        assertThat(risk.words())
                .isEqualTo("100 of 100 (critical): destruction or ransom +50, blinding the logs +40, persistence +40,"
                        + " credential check +10, and 1 more");
    }

    @Test
    void of_unexpectedSuccess_saysWhatWentThrough() {
        Risk risk = Risk.of(incident(List.of(Samples.use("s3.amazonaws.com", "ListBuckets", "198.51.100.7", null))));

        assertThat(risk.reasons()).contains(new Risk.Reason(30, "s3:ListBuckets went through"));
    }

    @Test
    void of_wrongSignaturesAlone_staysLowWhateverIsTried() {
        Sighting unsigned = Samples.sighting(
                SightingKind.USE,
                Samples.facts("s3.amazonaws.com", "DeleteObjects", "198.51.100.7", DENIED, null),
                false);

        assertThat(Risk.of(incident(List.of(unsigned))).score()).isEqualTo(10);
    }

    @Test
    void of_anyOrder_isTheSame() {
        List<Sighting> sightings = new ArrayList<>(List.of(
                tried("iam", "CreateAccessKey"),
                tried("s3", "ListBuckets"),
                Samples.use("ec2.amazonaws.com", "RunInstances", "203.0.113.9", null),
                tried("sts", "GetCallerIdentity")));
        Risk expected = Risk.of(incident(sightings));
        for (int seed = 0; seed < 100; seed++) {
            Collections.shuffle(sightings, new Random(seed));
            assertThat(Risk.of(incident(sightings))).as("seed " + seed).isEqualTo(expected);
        }
    }
}
