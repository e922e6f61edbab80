package io.keycanary.api;

import static io.keycanary.api.Permission.ADMIN;
import static io.keycanary.api.Permission.VIEWER;
import static io.keycanary.api.Route.Parameter.CURSOR;
import static io.keycanary.api.Route.Parameter.LIMIT;

import io.keycanary.api.TokenViews.Import;
import io.keycanary.api.TokenViews.ImportedToken;
import io.keycanary.api.TokenViews.Issue;
import io.keycanary.api.TokenViews.NewPlace;
import io.keycanary.api.TokenViews.Place;
import io.keycanary.api.TokenViews.PlaceList;
import io.keycanary.api.TokenViews.Revealed;
import io.keycanary.api.TokenViews.Token;
import io.keycanary.api.TokenViews.TokenList;
import io.keycanary.api.TokenViews.TokenPage;
import io.keycanary.desk.TokenDesk;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import io.keycanary.intake.Ledger;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Tokens and their places. */
final class TokenRoutes {
    private final Ledger ledger;
    private final TokenDesk desk;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    TokenRoutes(Ledger ledger, TokenDesk desk, TokenIssuer issuer, InstantSource clock) {
        this.ledger = ledger;
        this.desk = desk;
        this.issuer = issuer;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/tokens", VIEWER, "Lists tokens, oldest first", TokenPage.class, this::list)
                        .taking(CURSOR, LIMIT),
                Route.get("/tokens/{id}", VIEWER, "Shows a token", Token.class, this::show),
                Route.post(
                                "/tokens",
                                ADMIN,
                                "Issues a token and keeps its secret",
                                Issue.class,
                                Token.class,
                                this::issue)
                        .creating(),
                Route.post(
                                "/tokens/import",
                                ADMIN,
                                "Takes tokens that exist elsewhere into the register, all or none",
                                Import.class,
                                TokenList.class,
                                this::importAll)
                        .creating(),
                Route.post(
                        "/tokens/{id}/retire",
                        ADMIN,
                        "Gives a token up; its identifiers stay watched",
                        null,
                        Token.class,
                        this::retire),
                Route.post(
                                "/tokens/{id}/reveal",
                                ADMIN,
                                "Shows the secret of the key in use; the audit log remembers who asked",
                                null,
                                Revealed.class,
                                this::reveal)
                        .givingASecret(),
                Route.get(
                        "/tokens/{id}/placements", VIEWER, "Lists where it is planted", PlaceList.class, this::places),
                Route.post(
                                "/tokens/{id}/placements",
                                ADMIN,
                                "Records a place where it is planted by hand",
                                NewPlace.class,
                                Place.class,
                                this::place)
                        .creating());
    }

    private Answer list(Call call) {
        Cursor cursor = Cursor.of(call);
        TokenId after = cursor.after() == null ? null : new TokenId(cursor.after());
        List<CanaryToken> fetched = ledger.read(stores -> stores.tokens().page(after, cursor.fetch()));
        return Answer.ok(new TokenPage(
                cursor.page(fetched).stream().map(Token::of).toList(),
                cursor.next(fetched, token -> token.id().value())));
    }

    /** By its id at once; by a shorter name after a look at all. */
    private CanaryToken token(Call call) {
        return call.id()
                .flatMap(id -> ledger.read(stores -> stores.tokens().find(new TokenId(id))))
                .orElseGet(() -> desk.require(call.name()));
    }

    private Answer show(Call call) {
        return Answer.ok(Token.of(token(call)));
    }

    private Answer issue(Call call) {
        Token token = Token.of(desk.issue(issuer, call.document(Issue.class).plan(), call.actor()));
        return Answer.created("/tokens/" + token.id(), token);
    }

    private Answer importAll(Call call) {
        List<WatchedToken> tokens = call.document(Import.class).tokens().stream()
                .map(ImportedToken::watched)
                .toList();
        try {
            TokenIndex.of(tokens, List.of());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
        List<Token> made =
                desk.importAll(tokens, call.actor()).stream().map(Token::of).toList();
        return Answer.created("/tokens", new TokenList(made));
    }

    private Answer retire(Call call) {
        return Answer.ok(Token.of(desk.retire(token(call).id(), call.actor())));
    }

    private Answer reveal(Call call) {
        CanaryToken token = token(call);
        String key = token.activeKey()
                .orElseThrow(() -> Problem.conflict("the token has no key in use"))
                .id();
        Secret secret = desk.reveal(token.id(), call.actor())
                .orElseThrow(() -> Problem.conflict("the secret of this token is not kept here"));
        return Answer.ok(new Revealed(key, secret.reveal(SecretAccess.forInsecureReading())));
    }

    private Answer places(Call call) {
        return Answer.ok(new PlaceList(
                desk.places(token(call).id()).stream().map(Place::of).toList()));
    }

    private Answer place(Call call) {
        NewPlace asked = call.document(NewPlace.class);
        TokenId token = token(call).id();
        Instant now = clock.instant();
        Placement place = new Placement(
                Uuid7.next(clock),
                token,
                Words.read(Placement.Kind.class, "kind", asked.kind()),
                asked.location(),
                "",
                asked.planted() ? Placement.State.PLANTED : Placement.State.PLANNED,
                now,
                asked.planted() ? now : null,
                null,
                "");
        desk.place(place, call.actor());
        return Answer.created("/tokens/" + token + "/placements", Place.of(place));
    }
}
