package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.DuplicateIdentifierException;
import io.keycanary.token.Placement;
import io.keycanary.token.SessionKey;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenRegister;
import io.keycanary.token.TokenState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a {@link TokenRegister} must do. */
public abstract class TokenRegisterContract extends StoreContract {
    private static final AccessKey SECOND = new AccessKey("AKIAQSECONDSECONDSEC", Example.T.plusSeconds(9), null, true);

    private void change(Consumer<TokenRegister> work) {
        ledger.change(stores -> work.accept(stores.tokens()));
    }

    private <T> T read(Function<TokenRegister, T> work) {
        return ledger.read(stores -> work.apply(stores.tokens()));
    }

    @Test
    void add_allFacts_comesBackEqual() {
        CanaryToken token = Example.token();
        CanaryToken full = Example.withKeys(
                token.with(token.facts()
                        .proven(Example.T)
                        .exposed(Example.T.plusNanos(1_000))
                        .retired(Example.T)),
                new AccessKey("AKIAQFIRSTFIRSTFIRST", Example.T, Example.T.plusSeconds(8), false),
                SECOND);
        change(tokens -> tokens.add(full));
        check(stores -> assertThat(stores.tokens().find(full.id())).contains(full));
    }

    @Test
    void drop_oneOfTwo_isGoneAndItsIdentifiersAreFree() {
        CanaryToken kept = Example.token();
        CanaryToken gone = Example.token();
        change(tokens -> tokens.add(kept));
        change(tokens -> tokens.add(gone));
        long version = read(TokenRegister::version);
        change(tokens -> tokens.drop(gone.id()));
        check(stores -> assertThat(stores.tokens().page(null, 9)).containsExactly(kept));
        assertThat(read(TokenRegister::version)).isGreaterThan(version);
        CanaryToken again = Example.token(
                new TokenId(Example.id()),
                gone.keys().getFirst().id(),
                gone.identity().userArn(),
                gone.identity().principalId());
        change(tokens -> tokens.add(again));
        check(stores -> assertThat(stores.tokens().find(again.id())).contains(again));
    }

    @Test
    void add_onlyTheKeyIsKnown_comesBackEqual() {
        CanaryToken imported = new CanaryToken(
                Example.token().id(),
                "imported",
                new Account.AwsAccount("111122223333"),
                DecoyIdentity.UNKNOWN,
                List.of(SECOND),
                CanaryToken.Stewardship.NONE,
                TokenFacts.planned(Example.T));
        CanaryToken planned = Example.withKeys(Example.token());
        change(tokens -> tokens.add(imported));
        change(tokens -> tokens.add(planned));
        check(stores -> assertThat(stores.tokens().find(imported.id())).contains(imported));
        check(stores -> assertThat(stores.tokens().find(planned.id())).contains(planned));
    }

    @Test
    void tags_comeBackInTheirOrderAndChange() {
        CanaryToken plain = Example.token();
        CanaryToken tagged = plain.with(plain.stewardship().tagged(List.of("tier:1", "payments")));
        change(tokens -> tokens.add(tagged));
        check(stores -> assertThat(stores.tokens().find(tagged.id())).contains(tagged));
        CanaryToken other = tagged.with(tagged.stewardship().tagged(List.of("web")));
        change(tokens -> tokens.update(other));
        check(stores -> assertThat(stores.tokens().find(tagged.id())).contains(other));
        change(tokens -> tokens.update(plain));
        check(stores -> assertThat(stores.tokens().find(tagged.id())).contains(plain));
    }

    @Test
    void add_identifierOfAnother_isRefused() {
        CanaryToken token = Example.token();
        change(tokens -> tokens.add(token));
        change(tokens -> tokens.learn(new SessionKey(token.id(), "ASIAQTESTTESTTESTTES", Example.T, null)));
        TokenId id = Example.token().id();
        List<CanaryToken> twins = List.of(
                Example.token(id, token.keys().getFirst().id(), null, null),
                Example.token(id, "AKIAQOTHEROTHEROTHER", token.identity().userArn(), null),
                Example.token(id, "AKIAQOTHEROTHEROTHER", null, token.identity().principalId()),
                Example.token(id, "ASIAQTESTTESTTESTTES", null, null));
        for (CanaryToken twin : twins) {
            assertThatThrownBy(() -> change(tokens -> tokens.add(twin)))
                    .isInstanceOf(DuplicateIdentifierException.class);
        }
        check(stores -> assertThat(stores.tokens().page(null, 10)).containsExactly(token));
    }

    @Test
    void update_keyOfAnother_isRefusedAndChangesNothing() {
        CanaryToken one = Example.token();
        CanaryToken two = Example.token();
        change(tokens -> tokens.add(one));
        change(tokens -> tokens.add(two));
        CanaryToken thief =
                Example.withKeys(two, two.keys().getFirst(), one.keys().getFirst());
        assertThatThrownBy(() -> change(tokens -> tokens.update(thief)))
                .isInstanceOf(DuplicateIdentifierException.class);
        check(stores -> assertThat(stores.tokens().find(two.id())).contains(two));
    }

    @Test
    void update_rotatedKey_bothKeysFindTheToken() {
        CanaryToken token = Example.token();
        AccessKey old = token.keys().getFirst();
        CanaryToken rotated =
                Example.withKeys(token, new AccessKey(old.id(), old.since(), Example.T.plusSeconds(9), true), SECOND);
        change(tokens -> tokens.add(token));
        change(tokens -> tokens.update(rotated));
        check(stores -> assertThat(stores.tokens().byKey(old.id())).contains(rotated));
        check(stores -> assertThat(stores.tokens().byKey(SECOND.id())).contains(rotated));
    }

    @Test
    void byKey_learnedSessionKey_findsItsToken() {
        CanaryToken token = Example.token();
        SessionKey session = new SessionKey(token.id(), "ASIAQTESTTESTTESTTES", Example.T, Example.T.plusSeconds(900));
        change(tokens -> tokens.add(token));
        change(tokens -> tokens.learn(session));
        change(tokens -> tokens.learn(new SessionKey(token.id(), session.id(), Example.T.plusSeconds(1), null)));
        check(stores -> assertThat(stores.tokens().byKey(session.id())).contains(token));
        check(stores -> assertThat(stores.tokens().sessionKey(session.id())).contains(session));
        check(stores -> assertThat(stores.tokens().sessionKeys()).containsExactly(session));
        check(stores ->
                assertThat(stores.tokens().byKey("AKIANOBODYNOBODYNOBO")).isEmpty());
    }

    @Test
    void find_incidentOpensAndCloses_openIncidentFollows() {
        CanaryToken token = Example.token();
        Incident incident = Example.incident(token.id());
        change(tokens -> tokens.add(token));
        ledger.change(stores -> stores.incidents().put(incident));
        check(stores -> assertThat(stores.tokens().find(token.id()).map(CanaryToken::state))
                .contains(TokenState.TRIGGERED));
        check(stores -> assertThat(
                        stores.tokens().page(null, 1).getFirst().facts().openIncident())
                .isTrue());
        Incident closed = Example.incident(
                incident.id(), token.id(), IncidentState.RESOLVED, Example.T.plusSeconds(9), null, 0, 2);
        ledger.change(stores -> stores.incidents().put(closed));
        check(stores -> assertThat(stores.tokens().find(token.id())).contains(token));
    }

    @Test
    void accounts_ofSeveralTokens_areEachNamedOnce() {
        assertThat(read(TokenRegister::accounts)).isEmpty();
        CanaryToken here = Example.token();
        CanaryToken there = Example.token();
        Account aws = new Account.AwsAccount("123456789012");
        change(tokens -> {
            tokens.add(here);
            tokens.add(Example.token());
            tokens.add(new CanaryToken(
                    there.id(),
                    there.label(),
                    aws,
                    there.identity(),
                    there.keys(),
                    there.stewardship(),
                    there.facts()));
        });
        assertThat(read(TokenRegister::accounts)).containsExactlyInAnyOrder(here.account(), aws);
    }

    @Test
    void page_manyTokens_eachOnceInOrderOfIds() {
        List<CanaryToken> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(Example.token());
        }
        all.reversed().forEach(token -> change(tokens -> tokens.add(token)));
        List<CanaryToken> seen = new ArrayList<>();
        Optional<TokenId> last = Optional.empty();
        List<CanaryToken> page = read(tokens -> tokens.page(null, 3));
        while (!page.isEmpty()) {
            seen.addAll(page);
            last = Optional.of(page.getLast().id());
            TokenId after = last.orElseThrow();
            page = read(tokens -> tokens.page(after, 3));
        }
        assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void version_identifiersChange_growsForOtherProcessesToo() {
        var other = another();
        CanaryToken token = Example.token();
        long start = other.read(stores -> stores.tokens().version());
        change(tokens -> tokens.add(token));
        long added = other.read(stores -> stores.tokens().version());
        change(tokens -> tokens.learn(new SessionKey(token.id(), "ASIAQTESTTESTTESTTES", Example.T, null)));
        long learned = other.read(stores -> stores.tokens().version());
        change(tokens -> tokens.update(Example.withKeys(token, token.keys().getFirst(), SECOND)));
        long rotated = other.read(stores -> stores.tokens().version());
        assertThat(List.of(start, added, learned, rotated)).isSorted().doesNotHaveDuplicates();
        check(other, stores -> assertThat(stores.tokens().byKey(SECOND.id())).isPresent());
    }

    @Test
    void version_otherFactsChange_stays() {
        CanaryToken token = Example.token();
        change(tokens -> tokens.add(token));
        long before = read(TokenRegister::version);
        change(tokens -> tokens.update(token.with(token.facts().proven(Example.T))));
        change(tokens -> tokens.put(place(token)));
        check(stores -> assertThat(stores.tokens().version()).isEqualTo(before));
    }

    @Test
    void placements_seenAgain_replaced() {
        CanaryToken token = Example.token();
        Placement place = place(token);
        Placement later = place.seen(Placement.State.CONFIRMED, Example.T.plusSeconds(7));
        Placement other = place(token);
        change(tokens -> tokens.add(token));
        change(tokens -> tokens.put(place));
        change(tokens -> tokens.put(other));
        change(tokens -> tokens.put(later));
        check(stores -> assertThat(stores.tokens().placements(token.id())).containsExactly(later, other));
        check(stores -> assertThat(stores.tokens().placement(place.id())).contains(later));
    }

    private static Placement place(CanaryToken token) {
        return new Placement(
                Example.id(),
                token.id(),
                Placement.Kind.HOST,
                "/home/dev/.aws/credentials",
                "aws-credentials",
                Placement.State.PLANTED,
                Example.T,
                Example.T.plusSeconds(3),
                null,
                "{}");
    }
}
