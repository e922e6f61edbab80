package io.keycanary.desk;

import io.keycanary.desk.ActionDesk.Wish;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.respond.ActionRun;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Does an action without a person, once for an incident, whichever of several servers comes first. */
final class AutomaticAction {
    /** Whoever is at an action for longer was stopped. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final InstantSource clock;
    private final ActionDesk desk;
    private final ActionBook book;

    AutomaticAction(Ledger ledger, ActionDesk desk, ActionBook book) {
        this.ledger = ledger;
        this.clock = book.clock();
        this.desk = desk;
        this.book = book;
    }

    /**
     * Does it, or finishes what was begun.
     *
     * @return whether it is behind us; false when somebody is at it, or waits with it
     */
    boolean done(Wish wish) {
        ActionRun before = ledger.read(stores -> before(stores, wish));
        if (before == null) {
            ActionRun planned = desk.dryRun(wish);
            return claimed(planned, wish) && did(planned);
        }
        return switch (before.state()) {
            case DONE -> {
                ledger.change(stores -> book.settle(stores, before, wish.step()));
                yield true;
            }
            case UNDOING, UNDONE -> true; // a person took it back, and knows why
            case REQUESTED, BEGUN -> abandoned(before) && did(before);
        };
    }

    private boolean did(ActionRun run) {
        desk.approve(run.id(), run.target());
        return true;
    }

    private static @Nullable ActionRun before(Stores stores, Wish wish) {
        return stores.responses().actions(wish.incident()).stream()
                .filter(run -> run.kind() == wish.kind()
                        && (wish.kind().aboutTheDecoy() || run.target().equals(wish.target())))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Of several servers, one does it. */
    private boolean claimed(ActionRun planned, Wish wish) {
        return ledger.write(stores -> {
            stores.tokens()
                    .lock(stores.incidents()
                            .incident(wish.incident())
                            .orElseThrow()
                            .token());
            boolean first = before(stores, wish) == null;
            if (first) {
                book.put(stores, planned, "request");
            }
            return first;
        });
    }

    private boolean abandoned(ActionRun run) {
        return book.actor().equals(run.actor())
                && Duration.between(run.at(), clock.instant()).abs().compareTo(LONGEST) > 0;
    }
}
