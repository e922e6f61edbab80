package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.pipeline.Guardrail.Scope;
import io.keycanary.pipeline.Guardrail.Tag;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardrailTest {
    private static final String OPERATOR = "arn:aws:iam::*:role/TokenManager";
    private static final Scope SCOPE = new Scope("/svc/ci/", new Tag("CostUnit", "cn-7f3a"), List.of(OPERATOR), true);

    private static JsonNode statements(Guardrail guardrail) throws IOException {
        return new ObjectMapper().readTree(guardrail.text()).get("Statement");
    }

    @Test
    void protecting_deniesByPathAndTagAndGroup_exceptToTheOperators() throws IOException {
        JsonNode statements = statements(Guardrail.protecting(SCOPE));
        assertThat(statements)
                .extracting(s -> s.get("Sid").asText())
                .containsExactly("DecoysByPath", "DecoysByTag", "NoFalseDecoys", "NoGroups");
        assertThat(statements).allSatisfy(s -> {
            assertThat(s.get("Effect").asText()).isEqualTo("Deny");
            assertThat(s.at("/Condition/ArnNotLike/aws:PrincipalArn/0").asText())
                    .isEqualTo(OPERATOR);
        });
        assertThat(statements.get(0).get("Resource").asText()).isEqualTo("arn:aws:iam::*:user/svc/ci/*");
        assertThat(statements.get(0).get("Action").toString()).contains("iam:CreateUser", "iam:AttachUserPolicy");
        assertThat(statements
                        .get(1)
                        .at("/Condition/StringEquals/aws:ResourceTag~1CostUnit")
                        .asText())
                .isEqualTo("cn-7f3a");
        assertThat(statements.get(3).get("Resource").asText()).isEqualTo("arn:aws:iam::*:group/*");
    }

    @Test
    void silencing_deniesEverythingToTheDecoysAlone() throws IOException {
        JsonNode statements = statements(Guardrail.silencing(SCOPE));
        assertThat(statements).hasSize(2).allSatisfy(s -> {
            assertThat(s.get("Action").toString()).isEqualTo("[\"*\"]");
            assertThat(s.get("Condition").isEmpty()).isFalse();
        });
        assertThat(statements.get(0).at("/Condition/ArnLike/aws:PrincipalArn").asText())
                .isEqualTo("arn:aws:iam::*:user/svc/ci/*");
    }

    @Test
    void withoutTagAndDedication_thereIsNoSuchStatement() throws IOException {
        Scope plain = new Scope("/svc/ci/", null, List.of(OPERATOR), false);
        assertThat(statements(Guardrail.protecting(plain))).hasSize(1);
        assertThat(statements(Guardrail.silencing(plain))).hasSize(1);
        assertThat(Guardrail.tradeOffs(plain)).anyMatch(line -> line.contains("GetFederationToken"));
    }

    @Test
    void policies_fitIntoTheOldLimitToo() {
        assertThat(Guardrail.protecting(SCOPE).text()).hasSizeLessThan(Guardrail.OLD_MAX_CHARS);
        assertThat(Guardrail.silencing(SCOPE).text()).hasSizeLessThan(500);
    }

    @Test
    void policyBeyondTheLimit_isRefused() {
        Scope crowded =
                new Scope("/svc/ci/", null, Collections.nCopies(200, "arn:aws:iam::*:role/" + "a".repeat(50)), false);
        assertThatThrownBy(() -> Guardrail.protecting(crowded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 10240");
    }

    @Test
    void operator_thatIsNoRole_orNone_isRefused() {
        assertThatThrownBy(() -> new Scope("/a/", null, List.of("*"), false)).hasMessageContaining("\"*\"");
        assertThatThrownBy(() -> new Scope("/a/", null, List.of(), false)).hasMessageContaining("nobody could issue");
        assertThatThrownBy(() -> new Scope("/", null, List.of(OPERATOR), false)).hasMessageContaining("decoy path");
    }
}
