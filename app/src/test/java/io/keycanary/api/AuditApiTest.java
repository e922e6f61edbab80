package io.keycanary.api;

import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.audit.Area;
import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Check;
import io.keycanary.audit.Evidence;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.NotChecked.Kind;
import io.keycanary.intake.AuditResults;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditApiTest {
    private static final String ACCOUNT = "123456789012";
    private static final String HOSTILE = "a %7B b\nfinding <b> ü+\t";

    private final Installation installation = new Installation();

    @AfterEach
    void close() {
        installation.close();
    }

    private Finding finding(Check check, @Nullable TokenId token, String account) {
        Evidence evidence = new Evidence("s3:GetBucketPolicy", HOSTILE, installation.instant());
        return new Finding(check, token, HOSTILE, account, "", "what is wrong", evidence, "what to do");
    }

    private void audited(List<CanaryToken> tokens, List<Finding> findings, NotChecked... gaps) {
        AuditRun run = new AuditRun(installation.instant(), tokens, findings, List.of(gaps));
        installation.ledger.change(stores -> AuditResults.keep(stores, run, Set.of(ACCOUNT, "")));
    }

    private JsonNode audit(String query) throws Exception {
        Installation.Reply reply = installation.get(VIEWER, "/audit" + query);
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void audit_isWhatTheNewestFoundOfEachTokenAndAccount() throws Exception {
        CanaryToken token = installation.token("backup-sync");
        audited(List.of(token), List.of(finding(Check.PASSWORD, token.id(), ACCOUNT)));
        audited(
                List.of(token),
                List.of(
                        finding(Check.OPEN_TO_ALL, null, ACCOUNT),
                        finding(Check.OWNER, token.id(), ACCOUNT),
                        finding(Check.MFA, token.id(), ACCOUNT),
                        finding(Check.POLICY_NONE, null, "")),
                new NotChecked(ACCOUNT, Area.SSH_KEYS, "SSH public keys", "denied", Kind.FAILED));

        JsonNode all = audit("");
        JsonNode one = all.at("/items/0");
        assertThat(one.get("id").asText()).isEqualTo(token.id().toString());
        assertThat(one.get("auditedAt").asText()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(one.get("clean").asBoolean()).isFalse();
        assertThat(one.get("complete").asBoolean()).isFalse();
        assertThat(one.get("findings").findValuesAsText("check")).containsExactly("mfa", "owner");
        JsonNode found = one.at("/findings/0");
        assertThat(found.get("severity").asText()).isEqualTo("HIGH");
        assertThat(found.at("/evidence/excerpt").asText()).isEqualTo(HOSTILE);
        assertThat(found.get("remedy").asText()).isEqualTo("what to do");

        assertThat(all.at("/accounts/0/account").isNull()).isTrue();
        assertThat(all.at("/accounts/0/findings").findValuesAsText("check")).containsExactly("policy-none");
        assertThat(all.at("/accounts/0/complete").asBoolean()).isTrue();
        assertThat(all.at("/accounts/1/account").asText()).isEqualTo(ACCOUNT);
        assertThat(all.at("/accounts/1/findings").findValuesAsText("check")).containsExactly("open-to-all");
        assertThat(all.at("/accounts/1/notChecked/0/area").asText()).isEqualTo("ssh-keys");
        assertThat(all.at("/accounts/1/notChecked/0/why").asText()).isEqualTo("denied");
    }

    @Test
    void audit_comesInPages_andSaysWhatWasNotAuditedYet() throws Exception {
        CanaryToken first = installation.token("first");
        installation.token("second");
        audited(List.of(first), List.of());
        JsonNode page = audit("?limit=1");
        assertThat(page.at("/items/0/clean").asBoolean()).isTrue();
        assertThat(page.get("accounts")).hasSize(2);
        JsonNode next = audit("?limit=1&cursor=" + page.get("next").asText());
        assertThat(next.get("accounts")).isEmpty();
        assertThat(next.get("next").isNull()).isTrue();
        assertThat(next.at("/items/0/label").asText()).isEqualTo("second");
        assertThat(next.at("/items/0/auditedAt").isNull()).isTrue();
        assertThat(next.at("/items/0/clean").asBoolean()).isFalse();
    }

    @Test
    void audit_ofVeryManyFindings_hasTheGravestAndTheNumberOfTheOthers() throws Exception {
        List<Finding> many = new java.util.ArrayList<>(
                Collections.nCopies(AuditResults.MOST, finding(Check.STRAY_USER, null, ACCOUNT)));
        many.add(finding(Check.PIPELINE_NONE, null, ACCOUNT));
        audited(List.of(), many);
        JsonNode account = audit("").at("/accounts/1");
        assertThat(account.get("findings")).hasSize(AuditResults.MOST);
        assertThat(account.at("/findings/0/check").asText()).isEqualTo("pipeline-none");
        assertThat(account.get("findingsLeftOut").asInt()).isEqualTo(1);
    }

    @Test
    void account_thatNobodyHasAnyMore_isForgotten() throws Exception {
        audited(List.of(), List.of());
        AuditRun later = new AuditRun(installation.instant(), List.of(), List.of(), List.of());
        installation.ledger.change(stores -> AuditResults.keep(stores, later, Set.of("")));
        assertThat(audit("").get("accounts")).hasSize(1);
    }
}
