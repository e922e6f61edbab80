package io.keycanary.desk;

import io.keycanary.incident.AddressRange;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.incident.ExpectedUse.Scope;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** What people expect, so that it opens no incident. Every rule is in the audit log. */
public final class ExpectedUseDesk {
    /** No rule holds longer: one that nobody renews is one that nobody remembers, and silences a trap. */
    public static final Duration LONGEST = Duration.ofDays(90);

    /** Sightings that are looked at to show what a rule covered. */
    public static final int SHOWN = 1000;

    /** A rule covers at most a /8 of IPv4, or a /32 of IPv6: a rule for everywhere would mute the token. */
    private static final int MOST_OPEN_BITS_V4 = 24;

    private static final int MOST_OPEN_BITS_V6 = 96;

    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public ExpectedUseDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A rule that somebody wants.
     *
     * @param tokens names of tokens; empty for all, also those that are issued later
     * @param network in CIDR notation, or one address
     * @param until at most {@link #LONGEST} ahead
     * @param reason for whoever asks later; never blank
     */
    public record Wish(List<String> tokens, String network, Instant until, String reason) {}

    /**
     * A rule with the tokens that it names and the sightings that it covered.
     *
     * @param tokens empty when it covers all
     * @param sightings oldest first; of the first {@link #SHOWN} expected ones since it began
     */
    public record Covered(ExpectedUse rule, List<CanaryToken> tokens, List<Sighting> sightings) {}

    /**
     * Adds a rule. It covers what happens from now on: what happened before is resolved by a verdict.
     *
     * @throws IllegalArgumentException when it would hold too long, from too large a network, or says no reason
     * @throws UnknownNameException when a name fits no token, or several
     */
    public ExpectedUse add(Wish wish, String actor) {
        Instant now = clock.instant();
        AddressRange network = narrow(wish.network());
        check(wish, now);
        return ledger.write(stores -> {
            ExpectedUse rule = new ExpectedUse(
                    Uuid7.next(clock),
                    scope(stores, wish.tokens()),
                    network,
                    now.truncatedTo(ChronoUnit.SECONDS), // the precision of an event time
                    wish.until(),
                    wish.reason().strip(),
                    actor);
            stores.incidents().put(rule);
            audit(stores, actor, "expect.add", rule, words(rule));
            return rule;
        });
    }

    private static void check(Wish wish, Instant now) {
        if (!wish.until().isAfter(now) || wish.until().isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("until is " + wish.until() + ", and must lie ahead by at most "
                    + LONGEST.toDays() + " days: add a new rule when it is over");
        }
        if (wish.reason().isBlank()) {
            throw new IllegalArgumentException("reason is missing: say who uses the token, and why");
        }
    }

    private static AddressRange narrow(String text) {
        AddressRange network = new AddressRange(text);
        if (network.openBits() > (network.v6() ? MOST_OPEN_BITS_V6 : MOST_OPEN_BITS_V4)) {
            throw new IllegalArgumentException(
                    "the network " + text
                            + " is too large: a rule covers at most a /8 of IPv4 or a /32 of IPv6; name where the use comes from");
        }
        return network;
    }

    private static Scope scope(Stores stores, List<String> names) {
        return names.isEmpty()
                ? new AllTokens()
                : new NamedTokens(names.stream()
                        .map(name -> Names.token(stores.tokens(), name).id())
                        .collect(Collectors.toSet()));
    }

    private static String words(ExpectedUse rule) {
        String tokens = switch (rule.scope()) {
            case AllTokens all -> "all tokens";
            case NamedTokens named ->
                named.tokens().stream().map(id -> id.shortForm()).sorted().collect(Collectors.joining(" "));
        };
        return tokens + " from " + rule.network().text() + " until " + rule.until() + ": " + rule.reason();
    }

    /** The rules, the newest first; the ended ones too when all are asked for. */
    public List<ExpectedUse> list(boolean all) {
        Instant now = clock.instant();
        return ledger.read(stores -> stores.incidents().expectedUses()).reversed().stream()
                .filter(rule -> all || now.isBefore(rule.until()))
                .toList();
    }

    /**
     * One rule with what it covered.
     *
     * @throws UnknownNameException when the name fits none, or several
     */
    public Covered open(String name) {
        return ledger.read(stores -> {
            ExpectedUse rule = Names.expectedUse(stores.incidents(), name);
            return new Covered(rule, tokens(stores, rule.scope()), sightings(stores, rule));
        });
    }

    private static List<CanaryToken> tokens(Stores stores, Scope scope) {
        return switch (scope) {
            case AllTokens all -> List.of();
            case NamedTokens named ->
                named.tokens().stream()
                        .flatMap(id -> stores.tokens().find(id).stream())
                        .toList();
        };
    }

    private static List<Sighting> sightings(Stores stores, ExpectedUse rule) {
        return stores.incidents().withDisposition(Disposition.EXPECTED, rule.from(), SHOWN).stream()
                .filter(rule::covers)
                .toList();
    }

    /**
     * Ends a rule now. What happened before stays benign, also when it is known later.
     *
     * @throws UnknownNameException when the name fits none, or several
     * @throws io.keycanary.incident.IllegalMoveException when it is over already
     */
    public ExpectedUse end(String name, String actor) {
        Instant now = clock.instant();
        return ledger.write(stores -> {
            ExpectedUse ended = Names.expectedUse(stores.incidents(), name).ended(now);
            stores.incidents().put(ended);
            audit(stores, actor, "expect.end", ended, ended.reason());
            return ended;
        });
    }

    private void audit(Stores stores, String actor, String action, ExpectedUse rule, String detail) {
        stores.audit().append(clock.instant(), actor, action, rule.id().toString(), detail);
    }
}
