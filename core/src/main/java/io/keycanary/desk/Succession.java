package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Retires a decoy that an intruder knows by name: issues a successor under another name for the same places, and makes
 * the old key inactive. The old user is deleted by {@code token retire} once the successor is planted; up to then all
 * of it can be taken back.
 */
final class Succession implements ResponseAction {
    /** What {@link Plan#before} calls the successor's user name. */
    private static final String SUCCESSOR = "successor";

    private final Ledger ledger;
    private final InstantSource clock;
    private final Scene scene;
    private final IssuingDesk desk;

    /**
     * What it works with.
     *
     * @param issuer where the old decoy lives; closed with it
     * @param oldKey makes the old key inactive; closed with it
     * @param names gives a user name that is none of those, which are in small letters
     */
    record Scene(
            TokenIssuer issuer, ResponseAction oldKey, Function<Set<String>, String> names, TokenId old, String path) {}

    Succession(Ledger ledger, InstantSource clock, Scene scene, String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.scene = scene;
        this.desk = new IssuingDesk(ledger, clock, scene.issuer(), actor);
    }

    private CanaryToken old() {
        return ledger.read(stores -> stores.tokens().find(scene.old())).orElseThrow();
    }

    private List<CanaryToken> all() {
        return ledger.read(stores -> Names.all(stores.tokens()));
    }

    /** The places where something of the old one is, or is to be. */
    private List<Placement> places() {
        return ledger.read(stores -> stores.tokens().placements(scene.old())).stream()
                .filter(place -> place.state() != Placement.State.REMOVED)
                .toList();
    }

    @Override
    public Plan look() {
        scene.issuer().requireRoom(1);
        String name = scene.names().apply(taken());
        Plan switched = scene.oldKey().look();
        Map<String, String> before = new HashMap<>(switched.before());
        before.put(SUCCESSOR, name);
        List<String> calls = new ArrayList<>();
        calls.add("iam:CreateUser UserName=" + name + " Path=" + scene.path());
        calls.add("iam:CreateAccessKey UserName=" + name);
        for (Placement place : places()) {
            calls.add("note: plant " + name + " at "
                    + place.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + place.location());
        }
        calls.addAll(switched.calls());
        calls.add("note: the old user stays until `keycanary token retire "
                + scene.old().shortForm() + "`; its identifiers stay watched for ever");
        return new Plan(calls, before);
    }

    private Set<String> taken() {
        return all().stream()
                .map(token -> token.identity().userName())
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    @Override
    public void apply(Map<String, String> before) {
        CanaryToken successor = issued(name(before));
        ledger.change(stores -> {
            if (stores.tokens().placements(successor.id()).isEmpty()) {
                places().forEach(place -> stores.tokens().put(inherited(place, successor.id())));
            }
        });
        scene.oldKey().apply(before);
    }

    private static String name(Map<String, String> before) {
        return Objects.requireNonNull(before.get(SUCCESSOR));
    }

    /** Whoever was stopped on the way finds in the register how far it came. */
    private CanaryToken issued(String name) {
        CanaryToken there = successor(name).orElse(null);
        if (there == null) {
            return desk.issue(new TokenPlan(name, scene.path(), null, old().stewardship()));
        }
        return there.facts().issuedAt() == null ? desk.finish(there) : there;
    }

    private Optional<CanaryToken> successor(String name) {
        return all().stream()
                .filter(token -> token.account().equals(scene.issuer().account()))
                .filter(token -> name.equals(token.identity().userName()))
                .findFirst();
    }

    private Placement inherited(Placement place, TokenId heir) {
        return new Placement(
                Uuid7.next(clock),
                heir,
                place.kind(),
                place.location(),
                place.format(),
                Placement.State.PLANNED,
                clock.instant(),
                null,
                null,
                "");
    }

    @Override
    public void undo(Map<String, String> before) {
        Optional<CanaryToken> made =
                successor(name(before)).filter(token -> token.facts().retiredAt() == null);
        made.ifPresent(Succession.this::requireNotPlanted);
        requireOldUser();
        scene.oldKey().undo(before);
        made.ifPresent(token -> {
            if (token.facts().issuedAt() == null) {
                desk.abandon(token);
            } else {
                desk.retire(token);
            }
        });
    }

    private void requireNotPlanted(CanaryToken successor) {
        List<Placement> planted = ledger.read(stores -> stores.tokens().placements(successor.id())).stream()
                .filter(place -> place.state() == Placement.State.PLANTED || place.state() == Placement.State.CONFIRMED)
                .toList();
        if (!planted.isEmpty()) {
            throw new ActionRefusedException("the successor " + successor.label() + " is planted at "
                    + planted.getFirst().location() + ": take it out first; nothing was changed");
        }
    }

    private void requireOldUser() {
        if (old().facts().retiredAt() != null) {
            throw new ActionRefusedException(
                    "the user of " + old().label() + " is deleted and cannot be given back; nothing was changed");
        }
    }

    @Override
    public void close() {
        try (TokenIssuer issuer = scene.issuer();
                ResponseAction oldKey = scene.oldKey()) {
            // both are let go of, whatever becomes of the other
        }
    }
}
