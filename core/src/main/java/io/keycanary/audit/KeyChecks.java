package io.keycanary.audit;

import io.keycanary.audit.UserFacts.Key;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the access keys of a user with those of the register. */
final class KeyChecks {
    /** How long a replaced key may live: places are replanted within days. */
    private static final Duration ROTATION = Duration.ofDays(7);

    private final CanaryToken token;
    private final Words words;
    private final Seen<List<Key>> seen;
    private final List<Finding> findings = new ArrayList<>();

    private KeyChecks(CanaryToken token, Words words, Seen<List<Key>> seen) {
        this.token = token;
        this.words = words;
        this.seen = seen;
    }

    static List<Finding> of(CanaryToken token, Words words, Seen<List<Key>> seen) {
        KeyChecks checks = new KeyChecks(token, words, seen);
        Optional<AccessKey> inUse = token.activeKey();
        if (inUse.isEmpty()) {
            checks.add(Check.KEY_NONE, "");
        } else {
            checks.inUse(inUse.get());
        }
        checks.others(inUse.map(AccessKey::id).orElse(""));
        return checks.findings;
    }

    private void inUse(AccessKey key) {
        Optional<Key> there =
                seen.value().stream().filter(k -> k.id().equals(key.id())).findFirst();
        if (there.isEmpty()) {
            add(Check.KEY_MISSING, key.id());
        } else if (!there.get().active()) {
            add(Check.KEY_INACTIVE, key.id());
        }
    }

    private void others(String inUse) {
        for (Key key : seen.value()) {
            AccessKey known = token.key(key.id());
            if (known == null) {
                add(Check.KEY_UNKNOWN, key.id());
            } else if (!key.id().equals(inUse) && key.active()) {
                leftOver(known);
            }
        }
    }

    private void leftOver(AccessKey key) {
        Instant replaced = key.replacedAt();
        if (!key.active()) {
            add(Check.KEY_DIFFERS, key.id());
        } else if (replaced != null && replaced.plus(ROTATION).isBefore(seen.at())) {
            add(Check.ROTATION_OPEN, key.id());
        }
    }

    private void add(Check check, String what) {
        findings.add(words.finding(check, what, seen.with(seen.value().toString())));
    }
}
