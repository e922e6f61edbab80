package io.keycanary.cli;

import io.keycanary.plant.Planted;
import io.keycanary.plant.Planter;
import io.keycanary.plant.Removal;
import io.keycanary.plant.Sight;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places where we planted one token: looks at them, and takes the key out of them. */
final class PlantedPlaces {
    private final Workplace work;
    private final Planter planter;
    private final CanaryToken token;

    PlantedPlaces(Workplace work, Planter planter, CanaryToken token) {
        this.work = work;
        this.planter = planter;
        this.token = token;
    }

    /** Exit code 1 when the key is missing somewhere. */
    int check() {
        boolean missing = false;
        for (Placement place : ours()) {
            Sight sight = planter.check(Planted.decode(place.receipt()));
            Placement seen = place.seen(sight.state(), work.clock().instant());
            work.tokens().place(seen, work.actor());
            missing |= seen.state() == Placement.State.MISSING;
            report(seen, List.of(sight.detail()));
        }
        return missing ? Exit.FOUND : Exit.OK;
    }

    /** Exit code 1 when something is left that must be taken out by hand. */
    int remove(boolean dryRun) {
        boolean left = false;
        for (Placement place : ours()) {
            if (dryRun) {
                report(place, List.of("would be taken out"));
                continue;
            }
            Removal removal = planter.remove(Planted.decode(place.receipt()));
            Placement after = removal.complete()
                    ? place.seen(Placement.State.REMOVED, work.clock().instant())
                    : place;
            work.tokens().place(after, work.actor());
            left |= !removal.complete();
            report(after, removal.changes());
            removal.leftovers().forEach(leftover -> work.screen().tell("left: " + Screen.safe(leftover)));
        }
        return left ? Exit.FOUND : Exit.OK;
    }

    private List<Placement> ours() {
        List<Placement> ours = work.tokens().places(token.id()).stream()
                .filter(place -> !place.receipt().isEmpty() && place.state() != Placement.State.REMOVED)
                .toList();
        if (ours.isEmpty()) {
            throw CommandFailure.badInput("no file is planted by this program for " + token.label()
                    + "; what was pasted by hand is looked after by hand, see `keycanary token show`");
        }
        return ours;
    }

    private void report(Placement place, List<String> details) {
        if (work.json()) {
            Map<String, @Nullable Object> document = Documents.of(place);
            document.put("details", details);
            work.write(document);
        } else {
            work.screen().line(place.state() + "  " + Screen.safe(String.join("; ", details)));
        }
    }
}
