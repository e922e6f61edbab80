package io.keycanary.cli;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenPlan;
import io.keycanary.token.Uuid7;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** The tokens of a plan file, checked as a whole before the first is made. */
final class TokenPlans {
    private final Map<String, PlannedToken> planned = new LinkedHashMap<>();
    private final Map<String, Stewardship> stewards = new LinkedHashMap<>();
    private final String path;
    private final Function<Set<String>, String> unused;

    /**
     * Checks them.
     *
     * @param strict whether owner, purpose and playbook have to be known
     * @param unused a user name that none of those is
     */
    TokenPlans(
            List<PlannedToken> tokens,
            Stewardship defaults,
            boolean strict,
            String path,
            Function<Set<String>, String> unused) {
        this.path = path;
        this.unused = unused;
        for (PlannedToken token : tokens) {
            planned.put(token.label(), token);
            stewards.put(token.label(), steward(token, defaults, strict));
            if (token.userName() != null) {
                checked(token, token.userName());
            }
        }
    }

    private static Stewardship steward(PlannedToken token, Stewardship defaults, boolean strict) {
        try {
            Stewardship all = token.over(defaults);
            if (strict
                    && (all.owner().isBlank()
                            || all.purpose().isBlank()
                            || all.playbook().isBlank())) {
                throw new IllegalArgumentException("a token in an AWS account needs owner, purpose and playbook,"
                        + " here, by options or by settings");
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(token.where() + ": " + e.getMessage());
        }
    }

    private TokenPlan checked(PlannedToken token, String userName) {
        Stewardship steward = Objects.requireNonNull(stewards.get(token.label()));
        try {
            return new TokenPlan(userName, path, token.label(), steward);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(token.where() + ": " + e.getMessage());
        }
    }

    TokenBatch.Wanted wanted(Path file) {
        return new TokenBatch.Wanted(file.toString(), new ArrayList<>(planned.keySet()));
    }

    TokenPlan next(TokenBatch.Next next) {
        PlannedToken token = Objects.requireNonNull(planned.get(next.label()));
        String name = token.userName() == null ? unused.apply(next.taken()) : token.userName();
        next.taken().add(name.toLowerCase(Locale.ROOT));
        return checked(token, name);
    }

    /** Places that are known already stay as they are: the same file may be issued again. */
    void recordPlaces(Workplace work) {
        for (CanaryToken token : work.tokens().all()) {
            PlannedToken plan = planned.get(token.label());
            PlannedToken.Place place = plan == null ? null : plan.place();
            if (place != null
                    && token.facts().retiredAt() == null
                    && work.tokens().places(token.id()).isEmpty()) {
                work.tokens()
                        .place(
                                new Placement(
                                        Uuid7.next(work.clock()),
                                        token.id(),
                                        place.kind(),
                                        place.location(),
                                        "",
                                        Placement.State.PLANNED,
                                        work.clock().instant(),
                                        null,
                                        null,
                                        ""),
                                work.actor());
            }
        }
    }
}
