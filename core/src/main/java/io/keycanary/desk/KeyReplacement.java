package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Gives a decoy a new key, and says where to plant it. The old one stays valid and watched until the rotation is
 * confirmed; up to then it can be taken back.
 */
final class KeyReplacement implements ResponseAction {
    private final Ledger ledger;
    private final TokenIssuer issuer;
    private final IssuingDesk desk;
    private final TokenId id;
    private final String keyId;

    /**
     * A replacement.
     *
     * @param issuer is closed with it
     * @param keyId the key to be replaced
     */
    KeyReplacement(Ledger ledger, InstantSource clock, TokenIssuer issuer, String actor, TokenId id, String keyId) {
        this.ledger = ledger;
        this.issuer = issuer;
        this.desk = new IssuingDesk(ledger, clock, issuer, actor);
        this.id = id;
        this.keyId = keyId;
    }

    private CanaryToken token() {
        return ledger.read(stores -> stores.tokens().find(id)).orElseThrow();
    }

    private AccessKey replaced(CanaryToken token) {
        return Objects.requireNonNull(token.key(keyId));
    }

    @Override
    public Plan look() {
        CanaryToken token = token();
        token.keys().stream()
                .filter(key -> key.active() && key.replacedAt() != null)
                .findFirst()
                .ifPresent(key -> {
                    throw new ActionRefusedException("key " + key.id()
                            + " was replaced already and is not given up yet:" + " `keycanary token rotate "
                            + id.shortForm() + " --confirm` first; nothing was changed");
                });
        List<String> calls = new ArrayList<>();
        calls.add("iam:CreateAccessKey UserName=" + token.identity().userName());
        for (Placement place : ledger.read(stores -> stores.tokens().placements(id))) {
            if (place.state() != Placement.State.REMOVED) {
                calls.add("note: plant it anew at "
                        + place.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + place.location());
            }
        }
        calls.add("note: the old key stays valid and watched until `keycanary token rotate " + id.shortForm()
                + " --confirm` deletes it");
        return new Plan(calls, Map.of());
    }

    @Override
    public void apply(Map<String, String> before) {
        CanaryToken token = token();
        if (replaced(token).replacedAt() == null) {
            desk.rotate(token);
        }
    }

    @Override
    public void undo(Map<String, String> before) {
        CanaryToken token = token();
        AccessKey replaced = replaced(token);
        if (replaced.replacedAt() == null) {
            return; // it was never made, or it was taken back already
        }
        if (!replaced.active()) {
            throw new ActionRefusedException(
                    "key " + keyId + " is deleted and cannot be given back; nothing was changed");
        }
        token.activeKey().ifPresent(made -> desk.takeBack(token, made, replaced));
    }

    @Override
    public void close() {
        issuer.close();
    }
}
