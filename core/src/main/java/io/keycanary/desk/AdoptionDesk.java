package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.token.AccountConnector.ExistingUser;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes decoys into the register that exist in an AWS account already. Their secrets are not known. */
public final class AdoptionDesk {
    private final Ledger ledger;
    private final InstantSource clock;
    private final String actor;

    /** A desk over this ledger. */
    public AdoptionDesk(Ledger ledger, InstantSource clock, String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.actor = actor;
    }

    /**
     * A user that is in the register now.
     *
     * @param isNew false when it was there before: then nothing was changed
     */
    public record Adopted(CanaryToken token, boolean isNew) {}

    /** Takes all in, or none when one cannot be. Those that the register knows by their unique id stay as they are. */
    public List<Adopted> adopt(ManagedAccount account, List<ExistingUser> users, Stewardship stewardship) {
        return ledger.write(stores -> {
            Map<String, CanaryToken> known = new HashMap<>();
            Names.in(account.account(), stores.tokens())
                    .forEach(token -> known.put(String.valueOf(token.identity().principalId()), token));
            List<Adopted> all = new ArrayList<>();
            for (ExistingUser user : users) {
                CanaryToken there = known.get(String.valueOf(user.identity().principalId()));
                if (there == null) {
                    CanaryToken token = token(account, user, stewardship);
                    stores.tokens().add(token);
                    stores.audit()
                            .append(
                                    clock.instant(),
                                    actor,
                                    "token.import",
                                    token.id().toString(),
                                    String.valueOf(user.identity().userArn()));
                    all.add(new Adopted(token, true));
                } else {
                    all.add(new Adopted(there, false));
                }
            }
            return all;
        });
    }

    private CanaryToken token(ManagedAccount account, ExistingUser user, Stewardship stewardship) {
        Instant now = clock.instant();
        return new CanaryToken(
                TokenId.next(clock),
                Objects.requireNonNull(user.identity().userName()),
                account.account(),
                user.identity(),
                user.keys(),
                stewardship,
                TokenFacts.planned(now).issued(now, null));
    }
}
