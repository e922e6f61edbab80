package io.keycanary.audit;

import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.KeyIds;
import io.keycanary.token.NameLint;
import io.keycanary.token.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the register alone shows: who answers for a token, where it is, and what its name and key give away. */
final class RegisterChecks {
    private final Registered registered;
    private final CanaryToken token;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private RegisterChecks(Registered registered, Instant now) {
        this.registered = registered;
        this.token = registered.token();
        this.now = now;
    }

    static List<Finding> of(Registered registered, Instant now) {
        RegisterChecks checks = new RegisterChecks(registered, now);
        checks.stewardship();
        checks.places();
        checks.name();
        checks.key();
        return checks.findings;
    }

    static List<Finding> ofPlaces(Registered registered, Instant now) {
        RegisterChecks checks = new RegisterChecks(registered, now);
        checks.places();
        return checks.findings;
    }

    private void stewardship() {
        requireText(Check.OWNER, "owner", token.stewardship().owner());
        requireText(Check.PURPOSE, "purpose", token.stewardship().purpose());
        requireText(Check.PLAYBOOK, "playbook", token.stewardship().playbook());
    }

    private void requireText(Check check, String name, String text) {
        if (text.isBlank()) {
            add(check, "", name + " is empty");
        }
    }

    private void places() {
        List<Placement> standing = registered.places().stream()
                .filter(place -> place.state() != Placement.State.REMOVED)
                .toList();
        List<Placement> gone = standing.stream()
                .filter(place -> place.state() == Placement.State.MISSING)
                .toList();
        if (standing.isEmpty()) {
            add(Check.PLACE_NONE, "", "no place");
        }
        gone.forEach(place -> add(Check.PLACE_GONE, place.location(), "place is MISSING: " + place.location()));
        if (standing.size() - gone.size() > 1) {
            add(
                    Check.PLACE_SEVERAL,
                    String.valueOf(standing.size() - gone.size()),
                    standing.stream().map(Placement::location).collect(Collectors.joining(", ")));
        }
    }

    /** A token of which only the key is known has no name to look at. */
    private void name() {
        String name = token.identity().userName();
        if (name != null) {
            NameLint.warnings(name, token.identity().path())
                    .forEach(warning ->
                            add(Check.NAME_TELLS, warning, token.identity().userArn() + ""));
        }
    }

    private void key() {
        token.activeKey()
                .map(AccessKey::id)
                .ifPresent(id -> KeyIds.accountNamedBy(id).ifPresent(account -> account(id, account)));
    }

    private void account(String key, String account) {
        if (KnownAccounts.hold(account)) {
            add(Check.KNOWN_ACCOUNT, account, key);
        } else if (!account.equals(token.account().id())) {
            add(Check.OTHER_ACCOUNT, account, key);
        }
    }

    private void add(Check check, String what, String excerpt) {
        findings.add(registered.words().finding(check, what, Evidence.register(excerpt, now)));
    }
}
