package io.keycanary.cli;

import io.keycanary.desk.DrillDesk;
import io.keycanary.drill.Aim;
import io.keycanary.drill.Drill;
import io.keycanary.drill.KeyUse;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Uses keys, each within a drill of its own.
 *
 * @param decoyEndpoint where tokens of the local account are used
 * @param endpoint where to use them instead of where they live; null for there
 * @param region to call; null for that of the account
 */
record DrillUses(
        Workplace work,
        Supplier<DrillDesk> desk,
        Supplier<KeyUse> use,
        Supplier<URI> decoyEndpoint,
        @Nullable URI endpoint,
        @Nullable String region) {

    /** Uses the key, and ends the drill by the id of the answer; by none when there was no answer. */
    DrillRun of(CanaryToken token, AccessKey key, Secret secret, Set<DetectionPath> expected, Duration wait) {
        Drill drill = desk.get().begin(token.id(), work.actor());
        KeyUse.@Nullable Answer answer = null;
        try {
            Aim aim = aim(token);
            answer = use.get().whoAmI(key.id(), secret, aim.region(), aim.endpoint());
        } finally {
            String request = answer == null || answer.error() != null ? null : answer.requestId();
            if (request == null) {
                desk.get().end(drill.id(), null, work.actor());
            } else {
                desk.get().end(drill.id(), request, wait, work.actor());
            }
        }
        if (answer.requestId() == null) {
            return DrillRun.unused(token, DrillRun.State.UNREACHED, unreached(token, answer));
        }
        return answer.error() == null
                ? DrillRun.used(token, expected, drill, answer.requestId())
                : DrillRun.unused(
                        token,
                        DrillRun.State.REFUSED,
                        "the key " + key.id() + " does not work: " + answer.error()
                                + "; is it there, and active? A use of it is not recorded");
    }

    private String unreached(CanaryToken token, KeyUse.Answer answer) {
        URI where = aim(token).endpoint();
        return "the call did not come through"
                + (where == null ? "" : " to " + where)
                + (token.account() instanceof Account.LocalAccount ? " (does `keycanary serve` run there?)" : "") + ": "
                + answer.error();
    }

    private Aim aim(CanaryToken token) {
        Aim home = Aim.of(token, work.accounts().all(), decoyEndpoint.get());
        return new Aim(region == null ? home.region() : region, endpoint == null ? home.endpoint() : endpoint);
    }
}
