package io.keycanary.app;

import io.keycanary.cli.Check;
import io.keycanary.playbook.PlaybookShelf;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@code doctor} sees of the playbooks. */
record PlaybookExamination(Supplier<PlaybookShelf> shelf) implements Supplier<Stream<Check>> {
    @Override
    public Stream<Check> get() {
        PlaybookShelf read = shelf.get();
        return read.mistakes().isEmpty()
                ? Stream.of(Check.ok("playbooks", read.playbooks().all().size() + " can be used"))
                : read.mistakes().stream().map(mistake -> Check.wrong("playbooks", mistake + ": mend it"));
    }
}
