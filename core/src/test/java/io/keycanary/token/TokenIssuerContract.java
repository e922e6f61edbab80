package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.TokenIssuer.DecoyUser;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a {@link TokenIssuer} must do, wherever it issues. */
public abstract class TokenIssuerContract {
    private static final CanaryToken.Stewardship STEWARD = new CanaryToken.Stewardship("ann", "trap", "call ann");

    /** An issuer whose account has no decoy yet. */
    protected abstract TokenIssuer issuer();

    /** The path of its decoys. */
    protected abstract String path();

    /** Whether the account keeps users and keys of its own, beside the register. */
    protected abstract boolean keepsUsers();

    private CanaryToken planned(TokenIssuer issuer) {
        return issuer.planned(new TokenPlan("svc-report", path(), "report", STEWARD));
    }

    private static CanaryToken made(TokenIssuer issuer, CanaryToken planned) {
        return planned.issued(
                issuer.makeUser(planned),
                issuer.makeKey(planned).key(),
                planned.facts().plannedAt());
    }

    @Test
    void planned_anything_isPendingWithoutKeyAndKnownByItsArn() {
        CanaryToken planned = planned(issuer());
        assertThat(planned.state()).isEqualTo(TokenState.PENDING);
        assertThat(planned.keys()).isEmpty();
        assertThat(planned.account()).isEqualTo(issuer().account());
        assertThat(planned.stewardship()).isEqualTo(STEWARD);
        assertThat(planned.identity().userArn()).endsWith(":user" + path() + "svc-report");
        assertThat(planned.identity().principalId()).isNull();
    }

    @Test
    void makeUser_planned_hasTheArnThatWasRecorded() {
        TokenIssuer issuer = issuer();
        CanaryToken planned = planned(issuer);
        DecoyIdentity made = issuer.makeUser(planned);
        assertThat(made.userArn()).isEqualTo(planned.identity().userArn());
        assertThat(made.principalId()).matches("\\w{16,128}");
    }

    @Test
    void makeKey_twice_givesTwoKeysWithSecrets() {
        TokenIssuer issuer = issuer();
        CanaryToken token = made(issuer, planned(issuer));
        IssuedKey second = issuer.makeKey(token);
        String first = token.keys().getFirst().id();
        assertThat(first).matches("AKIA\\w{12,}");
        assertThat(second.key().id()).matches("AKIA\\w{12,}").isNotEqualTo(first);
        assertThat(second.key().active()).isTrue();
        assertThat(second.secret().reveal(SecretAccess.forInsecureReading())).hasSize(40);
        assertThat(second).asString().doesNotContain(second.secret().reveal(SecretAccess.forInsecureReading()));
        if (keepsUsers()) {
            assertThat(issuer.look(token).orElseThrow().keyIds())
                    .containsExactlyInAnyOrder(first, second.key().id());
        }
    }

    @Test
    void look_made_isMarkedAndListed() {
        TokenIssuer issuer = issuer();
        assertThat(issuer.look(planned(issuer))).isEmpty();
        CanaryToken token = made(issuer, planned(issuer));
        if (keepsUsers()) {
            DecoyUser user = issuer.look(token).orElseThrow();
            assertThat(user.marked()).isTrue();
            assertThat(user.identity()).isEqualTo(token.identity());
            assertThat(issuer.users()).containsExactly(token.identity());
        }
    }

    @Test
    void delete_twice_isGoneAndStaysGone() {
        TokenIssuer issuer = issuer();
        CanaryToken token = made(issuer, planned(issuer));
        String key = Objects.requireNonNull(token.keys().getFirst()).id();
        issuer.deleteKey(token, key);
        issuer.deleteKey(token, key);
        assertThat(issuer.look(token).map(DecoyUser::keyIds).orElse(java.util.List.of()))
                .isEmpty();
        issuer.deleteUser(token);
        issuer.deleteUser(token);
        issuer.deleteKey(token, key);
        assertThat(issuer.look(token)).isEmpty();
        assertThat(issuer.users()).isEmpty();
    }
}
