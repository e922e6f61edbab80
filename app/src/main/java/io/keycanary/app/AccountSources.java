package io.keycanary.app;

import io.keycanary.api.NoticePost;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.RecordSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sources of the pipelines that are set up in AWS accounts, and of accounts without one, each on a loop of its own. Pipelines come and go while the
 * server runs, by other processes too: it looks what there is from time to time.
 */
final class AccountSources implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PipelineDesk pipelines;
    private final Maker maker;
    private final RecordSource.Sink sink;
    private final Map<Object, List<Running>> running = new ConcurrentHashMap<>();

    /** Makes the sources of a pipeline. */
    interface Maker {
        /** None, for who has no accounts. */
        Maker NONE = new Maker() {
            @Override
            public List<RecordSource> of(Located where, Ledger ledger) {
                return List.of();
            }

            @Override
            public NoticePost notices(Ledger ledger) {
                return NoticePost.NONE;
            }
        };

        List<RecordSource> of(Located where, Ledger ledger);

        /** Takes what their topics post. */
        NoticePost notices(Ledger ledger);
    }

    private record Running(RecordSource source, Loop loop) {
        void close() {
            Closing.quietly(loop);
            Closing.quietly(source);
        }
    }

    /** What makes a pipeline another one for those who watch it. */
    private record Watched(Object account, Object site, Object choice) {
        static Watched of(Located where) {
            return new Watched(
                    where.account(), where.pipeline().site(), where.pipeline().choice());
        }
    }

    private final Ledger ledger;

    AccountSources(Ledger ledger, InstantSource clock, Maker maker, RecordSource.Sink sink) {
        this.ledger = ledger;
        this.pipelines = new PipelineDesk(ledger, clock);
        this.maker = maker;
        this.sink = sink;
    }

    /** Starts what is new, ends what is gone. Call it every few seconds, always by the same thread. */
    void refresh() {
        Set<Object> there = new HashSet<>();
        for (Located where : pipelines.watched()) {
            Watched watched = Watched.of(where);
            there.add(watched);
            running.computeIfAbsent(watched, w -> start(where));
        }
        for (Object watched : Set.copyOf(running.keySet())) {
            if (!there.contains(watched)) {
                stop(watched);
            }
        }
    }

    private List<Running> start(Located where) {
        List<Running> started = new ArrayList<>();
        for (RecordSource source : maker.of(where, ledger)) {
            started.add(new Running(source, new Loop(source.name(), PAUSE, () -> source.poll(sink))));
        }
        return started;
    }

    private void stop(Object watched) {
        List<Running> gone = running.remove(watched);
        if (gone != null) {
            gone.forEach(Running::close);
        }
    }

    /** Those that run. */
    List<RecordSource> all() {
        return running.values().stream()
                .flatMap(List::stream)
                .map(Running::source)
                .toList();
    }

    @Override
    public void close() {
        Set.copyOf(running.keySet()).forEach(this::stop);
    }
}
