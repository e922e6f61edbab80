package io.keycanary.memory;

import io.keycanary.intake.Quarantine;
import java.util.Comparator;
import java.util.List;

final class MemoryQuarantine implements Quarantine {
    private record Place(String origin, long offset) {}

    final Table<Place, Entry> entries;

    MemoryQuarantine(Transaction transaction) {
        entries = new Table<>(transaction);
    }

    @Override
    public void put(Entry entry) {
        entries.add(new Place(entry.origin(), entry.offset()), entry);
    }

    @Override
    public long count() {
        return entries.all().count();
    }

    @Override
    public List<Entry> newest(int limit) {
        return entries.all()
                .sorted(Comparator.comparing(Entry::at)
                        .thenComparing(Entry::offset)
                        .reversed())
                .limit(limit)
                .toList();
    }
}
