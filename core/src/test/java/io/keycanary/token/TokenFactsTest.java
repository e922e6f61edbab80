package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.TokenFacts.Audit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenFactsTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void state_nothingMade_isPending() {
        assertThat(TokenFacts.planned(T).state()).isEqualTo(TokenState.PENDING);
    }

    @Test
    void state_madeButNotProven_isIssued() {
        assertThat(TokenFacts.planned(T).issued(T, new Audit(T, true)).state()).isEqualTo(TokenState.ISSUED);
    }

    @Test
    void state_provenAndClean_isArmed() {
        assertThat(TokenFacts.planned(T).issued(T, new Audit(T, true)).proven(T).state())
                .isEqualTo(TokenState.ARMED);
    }

    @Test
    void state_provenAndAuditFails_isUnprotected() {
        assertThat(TokenFacts.planned(T)
                        .issued(T, new Audit(T, false))
                        .proven(T)
                        .state())
                .isEqualTo(TokenState.UNPROTECTED);
    }

    @Test
    void state_openIncident_isTriggered() {
        assertThat(new TokenFacts(T, T, T, new Audit(T, true), true, null, null).state())
                .isEqualTo(TokenState.TRIGGERED);
    }

    @Test
    void state_exposedWithOpenIncident_isBurnt() {
        assertThat(new TokenFacts(T, T, T, null, true, T, null).state()).isEqualTo(TokenState.BURNT);
    }

    @Test
    void state_retired_outranksAll() {
        assertThat(new TokenFacts(T, T, T, null, true, T, T).state()).isEqualTo(TokenState.RETIRED);
    }

    @Test
    void exposed_twice_keepsTheFirstTime() {
        assertThat(TokenFacts.planned(T).exposed(T).exposed(T.plusSeconds(9)).exposedAt())
                .isEqualTo(T);
    }
}
