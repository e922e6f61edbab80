package io.keycanary.desk;

import io.keycanary.alert.QuietRule;
import io.keycanary.alert.Routing;
import io.keycanary.incident.Severity;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What keeps a channel quiet for a time. Every rule ends by itself and is in the audit log. */
public final class QuietDesk {
    /** No rule holds longer: a channel that is quiet for weeks is one that nobody misses. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private final Ledger ledger;
    private final InstantSource clock;
    private final Routing routing;

    /**
     * A desk over this ledger.
     *
     * @param routing the channels that there are
     */
    public QuietDesk(Ledger ledger, InstantSource clock, Routing routing) {
        this.ledger = ledger;
        this.clock = clock;
        this.routing = routing;
    }

    /**
     * A rule that somebody wants.
     *
     * @param channels names of channels; never empty
     * @param tokens names of tokens; empty for all
     * @param atMost alerts above this severity are sent; never CRITICAL
     * @param until at most {@link #LONGEST} ahead
     * @param reason for whoever asks later; never blank
     */
    public record Wish(List<String> channels, List<String> tokens, Severity atMost, Instant until, String reason) {}

    /**
     * Adds a rule, from now on.
     *
     * @throws IllegalArgumentException when it would hold too long, leave no channel that counts, or says no reason
     * @throws UnknownNameException when a name fits no token, or several
     */
    public QuietRule add(Wish wish, String actor) {
        Instant now = clock.instant();
        check(wish, now);
        return ledger.write(stores -> {
            QuietRule rule = new QuietRule(
                    Uuid7.next(clock),
                    Set.copyOf(wish.channels()),
                    tokens(stores, wish.tokens()),
                    wish.atMost(),
                    now,
                    wish.until(),
                    wish.reason().strip(),
                    actor);
            requireALoudOne(stores, rule, now);
            stores.outbox().put(rule);
            audit(stores, actor, "quiet.add", rule, words(rule));
            return rule;
        });
    }

    private void check(Wish wish, Instant now) {
        if (!wish.until().isAfter(now) || wish.until().isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("until is " + wish.until() + ", and must lie ahead by at most "
                    + LONGEST.toDays() + " days: add a new rule when it is over");
        }
        if (wish.reason().isBlank()) {
            throw new IllegalArgumentException("reason is missing: say why the channel is quiet");
        }
        Set<String> known =
                routing.routes().stream().map(Routing.Route::channel).collect(Collectors.toSet());
        wish.channels().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("there is no channel \"" + name + "\"; there are "
                            + known.stream().sorted().collect(Collectors.joining(", ")));
                });
    }

    /** Together with the rules that hold now. What a channel is not for is no excuse: {@link Routing} sees to that. */
    private void requireALoudOne(Stores stores, QuietRule rule, Instant now) {
        Set<String> quiet = new HashSet<>(rule.channels());
        stores.outbox().quietRules(now).forEach(other -> quiet.addAll(other.channels()));
        boolean loud = routing.routes().stream().anyMatch(route -> route.counts() && !quiet.contains(route.channel()));
        if (!loud) {
            throw new IllegalArgumentException("this would mute everything: with " + String.join(", ", rule.channels())
                    + " quiet no channel is left that anybody sees; leave one, or resolve the incidents instead");
        }
    }

    private static Set<TokenId> tokens(Stores stores, List<String> names) {
        return names.stream()
                .map(name -> Names.token(stores.tokens(), name).id())
                .collect(Collectors.toSet());
    }

    private static String words(QuietRule rule) {
        String tokens = rule.tokens().isEmpty()
                ? "all tokens"
                : rule.tokens().stream().map(TokenId::shortForm).sorted().collect(Collectors.joining(" "));
        return rule.channels().stream().sorted().collect(Collectors.joining(" ")) + ", " + tokens + ", at most "
                + rule.atMost() + ", until " + rule.until() + ": " + rule.reason();
    }

    /** The rules, the newest first; the ended ones too when all are asked for. */
    public List<QuietRule> list(boolean all) {
        Instant now = clock.instant();
        return ledger.read(stores -> stores.outbox().quietRules()).reversed().stream()
                .filter(rule -> all || now.isBefore(rule.until()))
                .toList();
    }

    /**
     * Ends a rule now.
     *
     * @throws UnknownNameException when the name fits none, or several
     * @throws io.keycanary.incident.IllegalMoveException when it is over already
     */
    public QuietRule end(String name, String actor) {
        Instant now = clock.instant();
        return ledger.write(stores -> {
            QuietRule ended = Names.quietRule(stores.outbox(), name).ended(now);
            stores.outbox().put(ended);
            audit(stores, actor, "quiet.end", ended, ended.reason());
            return ended;
        });
    }

    private void audit(Stores stores, String actor, String action, QuietRule rule, String detail) {
        stores.audit().append(clock.instant(), actor, action, rule.id().toString(), detail);
    }
}
