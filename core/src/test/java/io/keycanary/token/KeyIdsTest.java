package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyIdsTest {
    @ParameterizedTest
    @CsvSource({
        "ASIAY34FZKBOKMUTVV7A, 609629065308",
        "ASIAQNZGKIQY56JQ7WML, 29608264753",
        "AKIASP2TPHJSQH3FJRUX, 171436882533",
        "AKIARZPUZDIKGB2VALC4, 123456789012",
        "ASIAQAAAAAAAGMKEM7X5, 0"
    })
    void accountOf_publishedVector_isKnownAccount(String id, long account) {
        assertThat(KeyIds.accountOf(id)).hasValue(account);
    }

    @ParameterizedTest
    @CsvSource({"AKIATFQR7NSC8Q4X20BJ", "AKIAIOSFODNN7EXAMPLE", "AKIASHORT"})
    void accountOf_impossibleOrOldForm_isEmpty(String id) {
        assertThat(KeyIds.accountOf(id)).isEmpty();
    }

    @Property
    void accessKey_anyAccount_decodesToIt(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long account) {
        String id = KeyIds.accessKey("%012d".formatted(account));
        assertThat(id).matches("AKIA[Q-Z2-7][A-Z2-7]{15}");
        assertThat(KeyIds.accountOf(id)).hasValue(account);
    }

    @Test
    void principal_hasTwentyOneLetters() {
        assertThat(KeyIds.principal("123456789012")).matches("AIDA[A-Z2-7]{17}");
    }

    @Test
    void secret_toString_isRedacted() {
        Secret secret = KeyIds.secret();
        assertThat(secret.toString()).isEqualTo("[REDACTED]");
        assertThat(secret.reveal(SecretAccess.forInsecureReading())).matches("[A-Za-z0-9+/]{40}");
    }
}
