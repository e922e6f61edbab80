package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Findings against what OCSF 1.4.0 asks of {@code detection_finding} and the objects in it. */
class OcsfTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INCIDENT = "0198c5b1-0000-7000-8000-000000000003";

    private static JsonNode finding(Alert alert) {
        try {
            return JSON.readTree(new Ocsf("1.2.3").render(alert));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void finding_everyReason_hasWhatTheSchemaRequires(Alert.Reason reason) {
        JsonNode finding = finding(SampleAlerts.ofReason(reason));

        assertThat(finding.get("class_uid").asInt()).isEqualTo(2004);
        assertThat(finding.get("category_uid").asInt()).isEqualTo(2);
        assertThat(finding.get("activity_id").asInt()).isBetween(1, 3);
        assertThat(finding.get("type_uid").asInt())
                .isEqualTo(200_400 + finding.get("activity_id").asInt());
        assertThat(finding.get("severity_id").asInt()).isBetween(1, 5);
        assertThat(finding.get("time").isIntegralNumber()).isTrue();
        assertThat(finding.get("time").asLong())
                .isEqualTo(Instant.parse("2026-11-23T20:00:01.250Z").toEpochMilli());
        assertThat(finding.at("/metadata/version").asText()).isEqualTo("1.4.0");
        assertThat(finding.at("/metadata/product/vendor_name").asText()).isEqualTo("KeyCanary");
        assertThat(finding.at("/metadata/product/version").asText()).isEqualTo("1.2.3");
        assertThat(finding.at("/metadata/uid").asText()).isEqualTo("0198c5b1-0000-7000-8000-000000000001");
        assertThat(finding.at("/finding_info/uid").asText()).isEqualTo(INCIDENT);
        assertThat(finding.at("/remediation/desc").asText()).isNotBlank();
    }

    /** The profile {@code cloud} requires {@code cloud.provider}; it is claimed only where that is there. */
    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void profiles_everyReason_areThoseThatAreFilled(Alert.Reason reason) {
        JsonNode finding = finding(SampleAlerts.ofReason(reason));

        assertThat(finding.at("/metadata/profiles").toString().contains("cloud"))
                .isEqualTo(finding.at("/cloud/provider").asText().equals("AWS"));
        assertThat(finding.get("time_dt").asText()).isEqualTo("2026-11-23T20:00:01.250Z");
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_SIGHTING, 1, Create, 1, New, true",
        "NOVELTY, 2, Update, 1, New, true",
        "ESCALATED, 2, Update, 1, New, true",
        "ACKNOWLEDGED, 2, Update, 2, In Progress, false",
        "ASSIGNED, 2, Update, 1, New, false",
        "CONTAINED, 2, Update, 2, In Progress, false",
        "RESOLVED, 3, Close, 4, Resolved, false",
        "REOPENED, 2, Update, 1, New, true"
    })
    void activity_followsTheReason(
            Alert.Reason reason, int activity, String name, int status, String statusName, boolean alert) {
        JsonNode finding = finding(SampleAlerts.ofReason(reason));

        assertThat(finding.get("activity_id").asInt()).isEqualTo(activity);
        assertThat(finding.get("activity_name").asText()).isEqualTo(name);
        assertThat(finding.get("status_id").asInt()).isEqualTo(status);
        assertThat(finding.get("status").asText()).isEqualTo(statusName);
        assertThat(finding.get("is_alert").asBoolean()).isEqualTo(alert);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"BENIGN_POSITIVE", "FALSE_POSITIVE"})
    void status_resolvedAsNoAttack_isSuppressed(Verdict verdict) {
        Alert alert =
                SampleAlerts.ofReason(Alert.Reason.RESOLVED).with(SampleAlerts.facts(IncidentState.RESOLVED, verdict));

        assertThat(finding(alert).get("status").asText()).isEqualTo("Suppressed");
    }

    @Test
    void evidence_ofAUse_saysWhoCalledWhatFromWhere() {
        JsonNode finding = finding(SampleAlerts.ofReason(Alert.Reason.FIRST_SIGHTING));
        JsonNode evidence = finding.at("/evidences/0");

        assertThat(evidence.at("/actor/user/uid").asText())
                .isEqualTo("arn:aws:iam::111122223333:user/batch/svc-report-prod");
        assertThat(evidence.at("/actor/user/name").asText()).isEqualTo("svc-report-prod");
        assertThat(evidence.at("/actor/user/credential_uid").asText()).isEqualTo("AKIAIOSFODNN7EXAMPLE");
        assertThat(evidence.at("/api/operation").asText()).isEqualTo("CreateAccessKey");
        assertThat(evidence.at("/api/service/name").asText()).isEqualTo("iam.amazonaws.com");
        assertThat(evidence.at("/api/response/error").asText()).isEqualTo("AccessDenied");
        assertThat(evidence.at("/src_endpoint/ip").asText()).isEqualTo("203.0.113.9");
        assertThat(finding.at("/cloud/account/uid").asText()).isEqualTo("111122223333");
        assertThat(finding.at("/cloud/region").asText()).isEqualTo("eu-west-1");
        assertThat(finding.get("resources"))
                .extracting(resource -> resource.get("type").asText())
                .containsExactly("AWS::IAM::User", "AWS::IAM::AccessKey");
    }

    @Test
    void attacks_ofATechniqueWithinAnother_nameBothAndTheTactic() {
        JsonNode attack = finding(SampleAlerts.ofReason(Alert.Reason.NOVELTY)).at("/finding_info/attacks/0");

        assertThat(attack.at("/tactic/uid").asText()).isEqualTo("TA0003");
        assertThat(attack.at("/tactic/name").asText()).isEqualTo("Persistence");
        assertThat(attack.at("/technique/uid").asText()).isEqualTo("T1098");
        assertThat(attack.at("/technique/name").asText()).isEqualTo("Account Manipulation");
        assertThat(attack.at("/sub_technique/uid").asText()).isEqualTo("T1098.001");
        assertThat(attack.at("/sub_technique/name").asText()).isEqualTo("Additional Cloud Credentials");
        assertThat(attack.get("version").asText()).isEqualTo("17");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, ip",
        "::ffff:203.0.113.9, ip",
        "203.0.113.9, ip",
        "cloudtrail.amazonaws.com, svc_name",
        "AWS Internal, svc_name"
    })
    void source_addressOrService_standsWhereTheSchemaWantsIt(String from, String member) {
        JsonNode source = finding(SampleAlerts.plain().with(from(from))).at("/evidences/0/src_endpoint");

        assertThat(source.properties()).hasSize(1);
        assertThat(source.get(member).asText()).isEqualTo(from);
    }

    /** Each of these objects needs one of its names at least, or the schema refuses it. */
    @Test
    void evidence_recordThatSaysNothing_isStillComplete() {
        AlertFacts facts = new AlertFacts(
                new AlertFacts.Decoy("111122223333", null, null, null),
                new AlertFacts.Act(
                        SightingKind.USE, false, 0, null, null, null, null, null, null, null, null, null, null, null),
                new AlertFacts.Standing(IncidentState.OPEN, null, 1, "", ""));
        JsonNode finding = finding(SampleAlerts.plain().with(facts));

        assertThat(finding.at("/evidences/0/api/operation").asText()).isEqualTo("unknown");
        assertThat(finding.at("/evidences/0/actor/user/account/uid").asText()).isEqualTo("111122223333");
        assertThat(finding.at("/evidences/0").has("src_endpoint")).isFalse();
        assertThat(finding.get("confidence").asText()).isEqualTo("Low");
    }

    @Test
    void finding_alertOfAnEarlierProgram_hasNoEvidenceAndIsValid() {
        JsonNode finding = finding(SampleAlerts.plain());

        assertThat(finding.has("evidences")).isFalse();
        assertThat(finding.at("/finding_info/uid").asText()).isEqualTo(INCIDENT);
    }

    private static AlertFacts from(String address) {
        AlertFacts.Act act = new AlertFacts.Act(
                SightingKind.USE, true, 1, null, null, null, "Get", null, address, null, null, "a", null, null);
        return new AlertFacts(
                new AlertFacts.Decoy("111122223333", null, null, null),
                act,
                new AlertFacts.Standing(IncidentState.OPEN, null, 1, "", ""));
    }

    @Test
    void finding_anyAlert_isOneLine() {
        for (Alert alert : List.of(SampleAlerts.hostile(), SampleAlerts.huge())) {
            assertThat(new String(new Ocsf("1").render(alert), StandardCharsets.UTF_8))
                    .doesNotContain("\n", "\r");
        }
    }
}
