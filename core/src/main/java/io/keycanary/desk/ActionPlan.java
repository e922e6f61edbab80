package io.keycanary.desk;

import io.keycanary.desk.ActionDesk.Wish;
import io.keycanary.incident.Incident;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.intake.Sensors;
import io.keycanary.intake.Stores;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.ActionRun.State;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what somebody wants against the incident, its playbook and the register, and makes the run that would do it. */
final class ActionPlan {
    private ActionPlan() {}

    /**
     * The run that would do it, before anybody looked at the account.
     *
     * @throws ActionRefusedException when it cannot or must not be done; the message says what to do instead
     * @throws UnknownNameException when the incident, the step or the account is none of ours
     */
    static ActionRun of(Stores stores, Wish wish, String actor, InstantSource clock) {
        Incident incident = stores.incidents()
                .incident(wish.incident())
                .orElseThrow(() -> Names.unknown("incident", wish.incident().toString()));
        CanaryToken token = Sensors.find(stores, incident.token()).orElseThrow();
        requireStep(stores, wish);
        String target = target(wish, token);
        if (wish.kind() == ActionKind.DEACTIVATE_KEY) {
            requireReal(stores, target);
        }
        if (wish.kind() == ActionKind.BLOCK_SOURCE && !SourceNetwork.of(target).linkable()) {
            throw new ActionRefusedException(
                    "block-source is about an IP address, and not about \"" + target + "\"; nothing was changed");
        }
        return new ActionRun(
                Uuid7.next(clock),
                wish.incident(),
                wish.step(),
                wish.kind(),
                target,
                account(stores, wish, token),
                State.REQUESTED,
                List.of(),
                Map.of(),
                actor,
                clock.instant());
    }

    private static void requireStep(Stores stores, Wish wish) {
        String step = wish.step();
        if (step != null
                && stores.responses()
                        .run(wish.incident())
                        .flatMap(run -> run.playbook().step(step))
                        .isEmpty()) {
            throw new UnknownNameException("the playbook of this incident has no step \"" + step + "\"");
        }
    }

    private static String target(Wish wish, CanaryToken token) {
        if (!wish.kind().aboutTheDecoy()) {
            if (wish.target().isBlank()) {
                throw new ActionRefusedException("name what " + wish.kind().word() + " is about");
            }
            return wish.target();
        }
        AccessKey key = token.activeKey()
                .orElseThrow(() -> new ActionRefusedException("the decoy has no active key; nothing was changed"));
        return token.identity().userName() + "/" + key.id();
    }

    /** A decoy's key goes by its own action, which keeps the register right. */
    private static void requireReal(Stores stores, String target) {
        String key = target.substring(target.lastIndexOf('/') + 1);
        if (stores.tokens().byKey(key).isPresent()) {
            throw new ActionRefusedException("key " + key + " is a decoy's: use "
                    + ActionKind.DEACTIVATE_DECOY_KEY.word() + " in its incident; nothing was changed");
        }
    }

    private static @Nullable String account(Stores stores, Wish wish, CanaryToken token) {
        if (wish.kind() == ActionKind.BLOCK_SOURCE) {
            return null;
        }
        String named = wish.account();
        if (named != null && !wish.kind().aboutTheDecoy()) {
            return stores.accounts()
                    .find(named)
                    .map(ManagedAccount::name)
                    .orElseThrow(() -> Names.unknown("account", named));
        }
        return switch (token.account()) {
            case Account.LocalAccount local -> {
                if (!wish.kind().aboutTheDecoy()) {
                    throw new ActionRefusedException("the decoy lives at the decoy endpoint: name the AWS account by"
                            + " --account; nothing was changed");
                }
                yield null;
            }
            case Account.AwsAccount there ->
                stores.accounts().all().stream()
                        .filter(account -> account.account().equals(there))
                        .map(ManagedAccount::name)
                        .findFirst()
                        .orElseThrow(() -> new ActionRefusedException("AWS account " + there.id()
                                + " is not among ours; see `keycanary account add --help`"));
        };
    }
}
