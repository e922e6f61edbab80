package io.keycanary.desk;

import io.keycanary.audit.PolicyFacts;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The decoy policy of the organisation: what it says, when it was last written, and whether it still holds. Numbers change
 * with every token and do not make it outdated; rules, accounts and playbooks do.
 */
public final class PolicyDesk {
    private static final String SOURCE = "decoy-policy";

    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public PolicyDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What people decided.
     *
     * @param owner who answers for decoys; empty when nobody does
     * @param contacts who is called
     * @param planters who may plant decoys
     * @param naming how users of decoys are named; empty when each is named by hand
     * @param playbooks their names and titles
     * @param review how long the policy is good
     */
    public record Rules(
            String owner,
            List<String> contacts,
            List<String> planters,
            String naming,
            List<String> playbooks,
            Duration review) {
        /** Copies the lists. */
        public Rules {
            contacts = List.copyOf(contacts);
            planters = List.copyOf(planters);
            playbooks = List.copyOf(playbooks);
        }
    }

    /**
     * The policy as of now.
     *
     * @param owners of tokens in use, with how many each has
     * @param states of tokens in use, with how many are so
     * @param places that stand, by their kind
     * @param unplaced tokens in use of which no place is recorded
     */
    public record Policy(
            Rules rules,
            Instant madeAt,
            Instant reviewBy,
            List<ManagedAccount> accounts,
            Map<String, Long> owners,
            Map<TokenState, Long> states,
            Map<Placement.Kind, Long> places,
            long unplaced) {}

    /** As it would be written now. Remembers nothing. */
    public Policy policy(Rules rules) {
        Instant now = clock.instant();
        return ledger.read(stores -> {
            List<CanaryToken> used = Names.all(stores.tokens()).stream()
                    .filter(token -> token.facts().retiredAt() == null)
                    .toList();
            List<Placement> standing = new ArrayList<>();
            long unplaced = 0;
            for (CanaryToken token : used) {
                List<Placement> its = stores.tokens().placements(token.id()).stream()
                        .filter(place -> place.state() != Placement.State.REMOVED)
                        .toList();
                standing.addAll(its);
                unplaced += its.isEmpty() ? 1 : 0;
            }
            return new Policy(
                    rules,
                    now,
                    now.plus(rules.review()),
                    stores.accounts().all(),
                    count(used.stream()
                            .map(token -> token.stewardship().owner())
                            .toList()),
                    used.stream()
                            .collect(Collectors.groupingBy(
                                    CanaryToken::state, () -> new EnumMap<>(TokenState.class), Collectors.counting())),
                    standing.stream()
                            .collect(Collectors.groupingBy(
                                    Placement::kind, () -> new EnumMap<>(Placement.Kind.class), Collectors.counting())),
                    unplaced);
        });
    }

    private static Map<String, Long> count(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    }

    /** Remembers that it was written, and what it said. */
    public void exported(Policy policy, String actor) {
        ledger.change(stores -> {
            String text = policy.madeAt() + " " + policy.reviewBy() + " " + digest(stores, policy.rules());
            stores.checkpoints().put(new Checkpoint(SOURCE, text));
            stores.audit().append(clock.instant(), actor, "policy.export", "", digest(stores, policy.rules()));
        });
    }

    /** How it stands with the one that was written last. */
    public PolicyFacts facts(Rules rules) {
        return ledger.read(stores -> stores.checkpoints()
                .position(SOURCE)
                .map(text -> text.split(" "))
                .map(words -> new PolicyFacts(
                        Instant.parse(words[0]), !words[2].equals(digest(stores, rules)), Instant.parse(words[1])))
                .orElse(PolicyFacts.NONE));
    }

    private static String digest(Stores stores, Rules rules) {
        List<String> lines = new ArrayList<>(
                List.of(rules.owner(), rules.naming(), rules.review().toString(), String.join("\t", rules.contacts())));
        lines.add(String.join("\t", rules.planters()));
        lines.add(String.join("\t", rules.playbooks()));
        stores.accounts()
                .all()
                .forEach(account ->
                        lines.add(account.name() + "\t" + account.account().id() + "\t" + account.path()));
        try {
            byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
