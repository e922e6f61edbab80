package io.keycanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.intake.Ledger;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what a person may name a token to the audit. */
class TokenNamesTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");

    private final Ledger ledger = new MemoryLedger();
    private int count;

    private CanaryToken token(String label, String account, String user) {
        count++;
        CanaryToken token = new CanaryToken(
                new TokenId(Uuid7.next(InstantSource.fixed(T.plusMillis(count)))),
                label,
                new AwsAccount(account),
                new DecoyIdentity(
                        "arn:aws:iam::" + account + ":user/batch/" + user, "AIDAQTESTTESTTESTT%03d".formatted(count)),
                List.of(new AccessKey("AKIAQTESTTESTTEST%03d".formatted(count), T, null, true)),
                CanaryToken.Stewardship.NONE,
                TokenFacts.planned(T));
        ledger.change(stores -> stores.tokens().add(token));
        return token;
    }

    private CanaryToken named(String name) {
        return ledger.read(stores -> Names.tokenOrUser(stores.tokens(), name));
    }

    @Test
    void token_isFoundByIdKeyLabelAndUserName_whoseCaseDoesNotCount() {
        CanaryToken a = token("first", "111122223333", "svc-a");
        CanaryToken b = token("second", "111122223333", "svc-b");
        assertThat(named(a.id().toString())).isEqualTo(a);
        assertThat(named("AKIAQTESTTESTTEST002")).isEqualTo(b);
        assertThat(named("first")).isEqualTo(a);
        assertThat(named("svc-b")).isEqualTo(b);
        assertThat(named("SVC-B")).isEqualTo(b);
        assertThatThrownBy(() -> named("svc-"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("no token");
        assertThatThrownBy(() -> named("SECOND"))
                .as("labels are compared as they are")
                .isInstanceOf(UnknownNameException.class);
    }

    @Test
    void name_thatFitsSeveralTokens_isRefusedWithThem() {
        CanaryToken here = token("first", "111122223333", "svc-a");
        CanaryToken there = token("second\u001b[2J", "444455556666", "svc-a");
        CanaryToken byLabel = token("svc-a", "111122223333", "other");
        assertThatThrownBy(() -> named("svc-a"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContainingAll(
                        "fits 3 tokens",
                        here.id() + " (first, user svc-a of account 111122223333)",
                        there.id().toString(),
                        "account 444455556666",
                        byLabel.id().toString())
                .message()
                .doesNotContain("\u001b");
    }
}
