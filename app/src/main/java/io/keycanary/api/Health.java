package io.keycanary.api;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks every part how it stands: the store, the alert channels, and what else the installation has. */
final class Health {
    private final Ledger ledger;
    private final List<String> channels;
    private final Supplier<List<HealthPart>> others;

    Health(Ledger ledger, List<String> channels, Supplier<List<HealthPart>> others) {
        this.ledger = ledger;
        this.channels = List.copyOf(channels);
        this.others = others;
    }

    record HealthEntry(
            String kind,
            String name,
            boolean well,
            @OrNull @Nullable String problem) {
        static HealthEntry of(HealthPart part) {
            return new HealthEntry(part.kind(), part.name(), part.problem() == null, part.problem());
        }
    }

    /**
     * The document.
     *
     * @param status {@code up}, {@code degraded} when a part has a problem, {@code down} when the store has
     */
    record HealthReport(String status, List<HealthEntry> parts) {}

    HealthReport report() {
        List<HealthPart> parts = new ArrayList<>();
        boolean storeWell = true;
        try {
            List<HealthPart> sending = ledger.read(stores -> channels.stream()
                    .map(channel -> HealthPart.of(stores.outbox().health(channel)))
                    .toList());
            parts.add(HealthPart.store(null));
            parts.addAll(sending);
        } catch (LedgerException e) {
            storeWell = false;
            parts.add(HealthPart.store("the store cannot be used; the server's log says more"));
        }
        parts.addAll(others.get());
        boolean allWell = parts.stream().allMatch(part -> part.problem() == null);
        String status = storeWell ? (allWell ? "up" : "degraded") : "down";
        return new HealthReport(status, parts.stream().map(HealthEntry::of).toList());
    }
}
