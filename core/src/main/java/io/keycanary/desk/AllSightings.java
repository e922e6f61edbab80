package io.keycanary.desk;

import io.keycanary.incident.Sighting;
import io.keycanary.intake.Ledger;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All sightings of an incident by event time, however many they are: one page at a time is in memory, each read in a
 * transaction of its own.
 */
public final class AllSightings implements Iterable<Sighting> {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final UUID incident;

    /** The sightings of this incident. */
    public AllSightings(Ledger ledger, UUID incident) {
        this.ledger = ledger;
        this.incident = incident;
    }

    @Override
    public Iterator<Sighting> iterator() {
        return new Pages();
    }

    private List<Sighting> page(@Nullable UUID after) {
        return ledger.read(stores -> stores.incidents().sightings(incident, after, PAGE));
    }

    private final class Pages implements Iterator<Sighting> {
        private List<Sighting> page = page(null);
        private int next;

        @Override
        public boolean hasNext() {
            if (next == page.size() && next == PAGE) {
                page = page(page.getLast().id());
                next = 0;
            }
            return next < page.size();
        }

        @Override
        public Sighting next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.get(next++);
        }
    }
}
