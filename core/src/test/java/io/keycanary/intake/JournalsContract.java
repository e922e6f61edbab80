package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.access.ApiToken;
import io.keycanary.access.Role;
import io.keycanary.drill.Drill;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the small stores must do: checkpoints, our own calls, quarantine, API tokens, audit log. */
public abstract class JournalsContract extends StoreContract {
    private static final Instant T = Example.T;
    private static final String HOSTILE = "\u0000\ud800\u001a%_'\\" + "/x".repeat(4_000);

    private final TokenId token = new TokenId(Example.id());

    @Test
    void checkpoint_putAgain_replacedAndRemoved() {
        ledger.change(stores -> stores.checkpoints().put(new Checkpoint(HOSTILE, "1")));
        ledger.change(stores -> stores.checkpoints().put(new Checkpoint(HOSTILE, HOSTILE)));
        check(stores -> assertThat(stores.checkpoints().position(HOSTILE)).contains(HOSTILE));
        ledger.change(stores -> stores.checkpoints().remove(HOSTILE));
        check(stores -> assertThat(stores.checkpoints().position(HOSTILE)).isEmpty());
    }

    @Test
    void startingWith_severalSources_onlyTheParts() {
        List<String> sources =
                List.of("files:/a\u00e4_/1", "files:/a\u00e4_/2", "files:/a\u00e4x/1", "files:/A\u00e4_/1");
        ledger.change(stores -> sources.forEach(source -> stores.checkpoints().put(new Checkpoint(source, "p"))));
        check(stores -> assertThat(stores.checkpoints().startingWith("files:/a\u00e4_/"))
                .containsExactlyInAnyOrder(new Checkpoint(sources.get(0), "p"), new Checkpoint(sources.get(1), "p")));
        check(stores -> assertThat(stores.checkpoints().startingWith("")).hasSize(4));
    }

    @Test
    void drills_runningAndFinished_foundByWhatIsKnown() {
        Drill runs = Drill.begun(Example.id(), token, T, T.plusSeconds(60));
        Drill done = Drill.begun(Example.id(), token, T, T.plusSeconds(60))
                .finished("request-9", T)
                .seen(T.plusSeconds(3));
        ledger.change(stores -> stores.ownCalls().put(runs));
        ledger.change(stores -> stores.ownCalls().put(done));
        check(stores -> {
            assertThat(stores.ownCalls().drill(runs.id())).contains(runs);
            assertThat(stores.ownCalls().byRequest("request-9")).contains(done);
            assertThat(stores.ownCalls().byRequest(HOSTILE)).isEmpty();
            assertThat(stores.ownCalls().unfinished(token)).containsExactly(runs);
            assertThat(stores.ownCalls().overdue(T.plusSeconds(60))).containsExactly(runs);
            assertThat(stores.ownCalls().overdue(T.plusSeconds(59))).isEmpty();
        });
        ledger.change(stores -> stores.ownCalls().put(runs.finished(null, T.plusSeconds(61))));
        check(stores -> assertThat(stores.ownCalls().unfinished(token)).isEmpty());
    }

    @Test
    void drills_begunInAPeriod_oldestFirstWithoutItsEnd() {
        List<Drill> all = Stream.of(0, 10, 20)
                .map(second -> Drill.begun(Example.id(), token, T.plusSeconds(second), T.plusSeconds(second + 30)))
                .toList();
        all.reversed()
                .forEach(drill -> ledger.change(stores -> stores.ownCalls().put(drill)));
        check(stores -> {
            assertThat(stores.ownCalls().begun(null, null)).containsExactlyElementsOf(all);
            assertThat(stores.ownCalls().begun(T.plusSeconds(10), T.plusSeconds(20)))
                    .containsExactly(all.get(1));
            assertThat(stores.ownCalls().begun(T.plusSeconds(21), null)).isEmpty();
            assertThat(stores.ownCalls().begun(null, T.plusSeconds(10))).containsExactly(all.getFirst());
        });
    }

    @Test
    void count_ofEachKind_isThatOfItsRows() {
        for (Stored what : Stored.values()) {
            check(stores -> assertThat(stores.count(what)).as(what.name()).isZero());
        }
        ledger.change(stores -> {
            stores.ownCalls().put(Drill.begun(Example.id(), token, T, T.plusSeconds(60)));
            stores.ownCalls().put(Drill.begun(Example.id(), token, T, T.plusSeconds(60)));
            stores.quarantine().put(new Quarantine.Entry("x", 7, "broken", new byte[0], T));
            stores.audit().append(T, "a", "b", "c", "d");
        });
        check(stores -> {
            assertThat(stores.count(Stored.DRILLS)).isEqualTo(2);
            assertThat(stores.count(Stored.QUARANTINE)).isEqualTo(1);
            assertThat(stores.count(Stored.AUDIT_LOG)).isEqualTo(1);
            assertThat(stores.count(Stored.TOKENS)).isZero();
        });
    }

    @Test
    void journal_callTwice_isOurs() {
        ledger.change(stores -> stores.ownCalls().journal("r", T));
        ledger.change(stores -> stores.ownCalls().journal("r", T.plusSeconds(1)));
        check(stores -> assertThat(stores.ownCalls().isOurs("r")).isTrue());
        check(stores -> assertThat(stores.ownCalls().isOurs("R")).isFalse());
    }

    @Test
    void quarantine_samePlaceTwice_keptOnceNewestFirst() {
        byte[] head = {0, -1, 10};
        Quarantine.Entry old = new Quarantine.Entry(HOSTILE, 7, "broken " + HOSTILE, head, T);
        Quarantine.Entry young = new Quarantine.Entry(HOSTILE, 8, "broken", new byte[0], T.plusSeconds(1));
        ledger.change(stores -> stores.quarantine().put(old));
        ledger.change(stores -> stores.quarantine().put(young));
        ledger.change(stores -> stores.quarantine().put(new Quarantine.Entry(HOSTILE, 7, "again", head, T)));
        check(stores -> {
            assertThat(stores.quarantine().count()).isEqualTo(2);
            assertThat(stores.quarantine().newest(1)).usingRecursiveComparison().isEqualTo(List.of(young));
            assertThat(stores.quarantine().newest(9)).usingRecursiveComparison().isEqualTo(List.of(young, old));
        });
    }

    @Test
    void apiTokens_revokedLater_foundByDigest() {
        ApiToken admin = new ApiToken(Example.id(), "admin", Role.ADMIN, "aa", T, null);
        ApiToken viewer = new ApiToken(Example.id(), "viewer", Role.VIEWER, "bb", T.minusSeconds(1), null);
        ApiToken revoked = new ApiToken(admin.id(), "admin", Role.ADMIN, "aa", T, T.plusSeconds(5));
        List.of(admin, viewer, revoked)
                .forEach(t -> ledger.change(stores -> stores.apiTokens().put(t)));
        check(stores -> {
            assertThat(stores.apiTokens().byDigest("aa")).contains(revoked);
            assertThat(stores.apiTokens().byDigest("cc")).isEmpty();
            assertThat(stores.apiTokens().all()).containsExactly(viewer, revoked);
        });
    }

    @Test
    void audit_appended_isAWholeChain() {
        ledger.change(stores -> {
            stores.audit().append(T.plusNanos(999), "ann", "token.issue", HOSTILE, "");
            stores.audit().append(T, "bob", "token.reveal", "t", HOSTILE);
            assertThat(stores.audit().after(0, 9)).hasSize(2);
        });
        another().change(stores -> stores.audit().append(T, "ann", "token.retire", "t", ""));
        check(stores -> {
            assertThat(stores.audit().after(0, 9))
                    .extracting(AuditEntry::number)
                    .containsExactly(1L, 2L, 3L);
            assertThat(stores.audit().after(1, 1))
                    .extracting(AuditEntry::detail)
                    .containsExactly(HOSTILE);
            assertThat(stores.audit().firstBroken()).isEmpty();
        });
    }
}
