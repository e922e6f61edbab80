package io.keycanary.memory;

import io.keycanary.respond.ActionRun;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.Responses;
import io.keycanary.respond.StepMark;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class MemoryResponses implements Responses {
    private record Marked(UUID incident, String step) {}

    private final Table<UUID, PlaybookRun> runs;
    private final Table<Marked, StepMark> marks;
    private final Table<UUID, ActionRun> actions;

    MemoryResponses(Transaction transaction) {
        runs = new Table<>(transaction);
        marks = new Table<>(transaction);
        actions = new Table<>(transaction);
    }

    @Override
    public void begin(PlaybookRun run) {
        if (runs.add(run.incident(), run)) {
            run.marks().forEach(mark -> mark(run.incident(), mark));
        }
    }

    @Override
    public Optional<PlaybookRun> run(UUID incident) {
        return runs.get(incident)
                .map(run -> new PlaybookRun(
                        incident,
                        run.playbook(),
                        run.begunAt(),
                        run.playbook().steps().stream()
                                .flatMap(step -> marks.get(new Marked(incident, step.id())).stream())
                                .sorted(Comparator.comparing(StepMark::at).thenComparing(StepMark::step))
                                .toList()));
    }

    @Override
    public void mark(UUID incident, StepMark mark) {
        marks.put(new Marked(incident, mark.step()), mark);
    }

    @Override
    public void put(ActionRun action) {
        actions.put(action.id(), action);
    }

    @Override
    public Optional<ActionRun> action(UUID id) {
        return actions.get(id);
    }

    @Override
    public List<ActionRun> actions(UUID incident) {
        return actions.all()
                .filter(action -> action.incident().equals(incident))
                .sorted(Comparator.comparing(ActionRun::id, MemoryStores.BY_ID))
                .toList();
    }
}
