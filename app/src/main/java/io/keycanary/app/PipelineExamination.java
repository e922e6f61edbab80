package io.keycanary.app;

import io.keycanary.cli.Check;
import io.keycanary.cli.CommandFailure;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} sees of the queues of pipelines: whether they can be reached, and what was given up. */
final class PipelineExamination implements Supplier<Stream<Check>> {
    private final Supplier<Ledger> ledger;
    private final InstantSource clock;
    private final Function<Located, @Nullable String> problem;

    /**
     * The examination.
     *
     * @param problem what is wrong with the queue of a pipeline, null when nothing is
     */
    PipelineExamination(Supplier<Ledger> ledger, InstantSource clock, Function<Located, @Nullable String> problem) {
        this.ledger = ledger;
        this.clock = clock;
        this.problem = problem;
    }

    @Override
    public Stream<Check> get() {
        try {
            return new PipelineDesk(ledger.get(), clock).all().stream().map(this::check);
        } catch (LedgerException | CommandFailure e) {
            return Stream.empty(); // the database is looked at by another examination
        }
    }

    private Check check(Located where) {
        String subject = "queue " + where.account().name() + "/"
                + where.pipeline().site().name();
        String wrong = problem.apply(where);
        return wrong == null
                ? Check.ok(subject, "can be reached, and nothing was given up")
                : Check.wrong(subject, wrong);
    }
}
