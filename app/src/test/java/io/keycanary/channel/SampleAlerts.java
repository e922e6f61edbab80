package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Verdict;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts as they come, and as an intruder would like them to come. */
final class SampleAlerts {
    /** Every trick at once: terminal, line breaks, bidi, HTML, chat markup, CSV. */
    static final String HOSTILE =
            "\u001b[2J\u001b]0;owned\u0007\r\nBcc: all@example.org\r\n\r\n\u202egnp.exe\u2066\u0000\u009b31m"
                    + "<script>alert('x')</script>\"><img src=x onerror=y> <!channel> <@U1> <http://evil.example|bank>"
                    + " *b* _i_ ~s~ `c` [t](http://evil.example) @everyone =cmd|' /C calc'!A0 \ud800 &amp; \u2028 \u200b";

    private static final AlertFacts.Decoy DECOY = new AlertFacts.Decoy(
            "111122223333",
            "arn:aws:iam::111122223333:user/batch/svc-report-prod",
            "AIDAEXAMPLEEXAMPLE012",
            "AKIAIOSFODNN7EXAMPLE");

    private SampleAlerts() {}

    static Alert plain() {
        return of(
                Alert.Reason.FIRST_SIGHTING,
                "repository acme/web config/deploy.env (token ci-deploy)",
                "recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation",
                "https://canary.example.org/incidents/0198c5b1-0000-7000-8000-000000000003",
                List.of("new: region eu-west-1"));
    }

    static Alert ofReason(Alert.Reason reason) {
        Alert alert = of(
                reason,
                "CI/CD AWS_PROD_API_KEY",
                "sts:GetCallerIdentity",
                "keycanary incident show ab12cd34",
                List.of());
        return switch (reason) {
            case FIRST_SIGHTING, NOVELTY, DIGEST, ASSIGNED, REOPENED, ESCALATED ->
                alert.with(facts(IncidentState.OPEN, null));
            case ACKNOWLEDGED -> alert.with(facts(IncidentState.ACKNOWLEDGED, null));
            case CONTAINED -> alert.with(facts(IncidentState.CONTAINED, null));
            case RESOLVED -> alert.with(facts(IncidentState.RESOLVED, Verdict.TRUE_POSITIVE));
            case HEARTBEAT, REPORT, DRILL_MISSED, CHANNEL_DOWN, TEST -> alert;
        };
    }

    static Alert saying(String text) {
        return of(Alert.Reason.NOVELTY, text, text, text, List.of(text));
    }

    static Alert hostile() {
        return of(Alert.Reason.NOVELTY, HOSTILE, HOSTILE, HOSTILE, List.of(HOSTILE, "second"))
                .with(facts(HOSTILE, IncidentState.OPEN));
    }

    static Alert huge() {
        String huge = "a\u001b".repeat(100_000);
        return of(Alert.Reason.DIGEST, huge, huge, huge, Collections.nCopies(1_000, huge))
                .with(facts(huge, IncidentState.OPEN));
    }

    /** What a record said in which each text is this. */
    private static AlertFacts facts(String text, IncidentState state) {
        return new AlertFacts(
                DECOY,
                new AlertFacts.Act(
                        SightingKind.TAMPER, true, 1, text, text, text, text, text, text, text, text, text, text, text),
                new AlertFacts.Standing(state, null, 2, text, text));
    }

    /** What is known about an ordinary use, when its incident is in this state. */
    static AlertFacts facts(IncidentState state, @Nullable Verdict verdict) {
        return facts("iam.amazonaws.com", "CreateAccessKey", "AccessDenied", state, verdict);
    }

    static AlertFacts facts(
            String service, String action, String error, IncidentState state, @Nullable Verdict verdict) {
        return new AlertFacts(
                DECOY,
                new AlertFacts.Act(
                        SightingKind.USE,
                        true,
                        Instant.parse("2026-11-23T20:00:00Z").toEpochMilli(),
                        "3038ebd2-c98a-4c65-9b6e-e22506292313",
                        "99175599-826b-4b1e-bd2a-43c55bcc3fd8",
                        service,
                        action,
                        "eu-west-1",
                        "203.0.113.9",
                        "aws-cli/2.15.0",
                        error,
                        DECOY.userArn(),
                        DECOY.principalId(),
                        DECOY.keyId()),
                new AlertFacts.Standing(state, verdict, 3, state == IncidentState.OPEN ? "" : "alice", ""));
    }

    private static Alert of(Alert.Reason reason, String leaked, String tried, String link, List<String> details) {
        return new Alert(
                UUID.fromString("0198c5b1-0000-7000-8000-000000000001"),
                reason,
                Severity.HIGH,
                UUID.fromString("0198c5b1-0000-7000-8000-000000000003"),
                TokenId.of("0198c5b1-0000-7000-8000-000000000002"),
                leaked,
                tried,
                "203.0.113.9 in eu-west-1, claims to be aws-cli",
                Instant.parse("2026-11-23T20:00:00Z"),
                "Rotate the real secrets beside it.",
                link,
                details,
                Instant.parse("2026-11-23T20:00:01.250Z"));
    }
}
