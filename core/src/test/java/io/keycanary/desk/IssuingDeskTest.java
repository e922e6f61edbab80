package io.keycanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.desk.FakeAccount.CrashException;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenIssuerContract;
import io.keycanary.token.TokenPlan;
import io.keycanary.token.TokenState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever call the program is stopped at, before or after it did something: nothing is lost, nothing is left over. */
class IssuingDeskTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
    private static final TokenPlan PLAN = new TokenPlan("svc-report", "/svc/", null, Stewardship.NONE);

    private final MemoryLedger ledger = new MemoryLedger();
    private final FakeAccount account = new FakeAccount();
    private final IssuingDesk desk = new IssuingDesk(ledger, CLOCK, account, "test");
    private final StrayDesk strays = new StrayDesk(ledger, CLOCK, account, "test");

    @Nested
    class TheFake extends TokenIssuerContract {
        private final FakeAccount fake = new FakeAccount();

        @Override
        protected TokenIssuer issuer() {
            return fake;
        }

        @Override
        protected String path() {
            return "/svc/";
        }

        @Override
        protected boolean keepsUsers() {
            return true;
        }
    }

    private List<CanaryToken> all() {
        return ledger.read(stores -> stores.tokens().page(null, 99));
    }

    private Optional<CanaryToken> byKey(String keyId) {
        return ledger.read(stores -> stores.tokens().byKey(keyId));
    }

    private CanaryToken only() {
        return all().getFirst();
    }

    /** User, key and secret are there, once each, and the register knows them. */
    private void wholeAndNothingElse() {
        assertThat(all()).singleElement().satisfies(token -> {
            assertThat(token.state()).isIn(TokenState.ISSUED, TokenState.ARMED);
            AccessKey key = token.activeKey().orElseThrow();
            assertThat(account.keysOf(token)).contains(key.id());
            assertThat(account.keysOf(token)).allMatch(id -> token.key(id) != null);
            assertThat(ledger.<Boolean>read(stores -> stores.vault()
                            .get(token.id(), SecretVault.secretOf(key.id()))
                            .isPresent()))
                    .isTrue();
        });
        assertThat(desk.pending()).isEmpty();
        assertThat(strays.strays()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "2,false", "2,true"})
    void issue_stoppedAtACall_isFinishedLater(int call, boolean after) {
        account.crashAt(call, after);
        assertThatThrownBy(() -> desk.issue(PLAN)).isInstanceOf(CrashException.class);
        account.heal();
        assertThat(only().state()).isEqualTo(TokenState.PENDING);
        assertThat(strays.strays()).as("its ARN was recorded first").isEmpty();

        desk.pending().forEach(desk::finish);

        wholeAndNothingElse();
        assertThat(account.keysOf(only())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "2,false", "2,true"})
    void issue_stoppedAtACall_isAbandonedWithoutATrace(int call, boolean after) {
        account.crashAt(call, after);
        assertThatThrownBy(() -> desk.issue(PLAN)).isInstanceOf(CrashException.class);
        account.heal();

        desk.pending().forEach(desk::abandon);

        assertThat(all()).isEmpty();
        assertThat(account.users()).isEmpty();
        desk.issue(PLAN);
        wholeAndNothingElse();
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true"})
    void finish_stoppedAtACall_isFinishedLater(int call, boolean after) {
        account.crashAt(2, true);
        assertThatThrownBy(() -> desk.issue(PLAN)).isInstanceOf(CrashException.class);
        account.crashAt(call, after);
        assertThatThrownBy(() -> desk.finish(only())).isInstanceOf(CrashException.class);
        account.heal();

        desk.finish(only());

        wholeAndNothingElse();
        assertThat(account.keysOf(only())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true", "2,false", "2,true"})
    void rotate_stoppedAtACall_succeedsWhenRepeated(int call, boolean after) {
        String old = desk.issue(PLAN).keys().getFirst().id();
        account.crashAt(call, after);
        assertThatThrownBy(() -> desk.rotate(only())).isInstanceOf(CrashException.class);
        account.heal();

        CanaryToken rotated = desk.rotate(only()).token();

        wholeAndNothingElse();
        assertThat(account.keysOf(rotated)).hasSize(2).contains(old);
        assertThat(rotated.key(old)).extracting(AccessKey::active).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true"})
    void confirm_stoppedAtACall_succeedsWhenRepeated(int call, boolean after) {
        String old = desk.issue(PLAN).keys().getFirst().id();
        desk.rotate(only());
        account.crashAt(call, after);
        assertThatThrownBy(() -> desk.confirm(only())).isInstanceOf(CrashException.class);
        account.heal();

        CanaryToken confirmed = desk.confirm(only());

        wholeAndNothingElse();
        assertThat(account.keysOf(confirmed)).hasSize(1).doesNotContain(old);
        assertThat(byKey(old)).as("the deleted key stays watched").contains(confirmed);
    }

    @Test
    void rotate_notConfirmedTwice_isRefusedAndKeepsBothKeys() {
        desk.issue(PLAN);
        CanaryToken rotated = desk.rotate(only()).token();
        assertThatThrownBy(() -> desk.rotate(rotated)).isInstanceOf(AccountException.class);
        assertThat(account.keysOf(only())).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "1,true"})
    void retire_stoppedAtACall_succeedsWhenRepeated(int call, boolean after) {
        CanaryToken token = desk.issue(PLAN);
        account.crashAt(call, after);
        assertThatThrownBy(() -> desk.retire(token)).isInstanceOf(CrashException.class);
        account.heal();

        desk.retire(only());

        assertThat(account.users()).isEmpty();
        assertThat(only().state()).isEqualTo(TokenState.RETIRED);
        String key = token.keys().getFirst().id();
        assertThat(byKey(key)).isPresent();
    }

    @Test
    void issue_nameTaken_recordsNothing() {
        account.existing("arn:aws:iam::111122223333:user/svc/svc-report");
        assertThatThrownBy(() -> desk.issue(PLAN)).isInstanceOf(AccountException.class);
        assertThat(all()).isEmpty();
    }

    @Test
    void strays_adoptedOrRemoved_areNoneLater() {
        DecoyIdentity one = account.existing("arn:aws:iam::111122223333:user/svc/one");
        DecoyIdentity two = account.existing("arn:aws:iam::111122223333:user/svc/two");
        assertThat(strays.strays()).containsExactly(one, two);

        CanaryToken adopted = strays.adopt(one, new Stewardship("ann", "", ""));
        strays.remove(two);

        assertThat(strays.strays()).isEmpty();
        assertThat(adopted.state()).isEqualTo(TokenState.ISSUED);
        assertThat(adopted.keys()).extracting(AccessKey::id).isEqualTo(account.keysOf(adopted));
        assertThat(account.users()).containsExactly(one);
    }
}
