package io.keycanary.cli;

import io.keycanary.cli.LiveExperiments.Answer;
import io.keycanary.cli.LiveExperiments.Question;
import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.util.function.Supplier;

/** {@code doctor --live}: shows what it would do, or does it and tells the answers. */
public final class LiveDoctor {
    private final Workplace work;
    private final Supplier<LiveExperiments> experiments;

    /** Asks by these, which are made when they are needed. */
    public LiveDoctor(Workplace work, Supplier<LiveExperiments> experiments) {
        this.work = work;
        this.experiments = experiments;
    }

    int run(String account, Duration wait, boolean yes) throws InterruptedException {
        if (account.isEmpty()) {
            throw CommandFailure.badInput("--live needs the account to ask: --account NAME");
        }
        ManagedAccount where = work.accounts().require(account);
        LiveExperiments live = experiments.get();
        if (!yes) {
            for (Question question : live.questions()) {
                work.screen().line(question.number() + ". " + question.text());
                work.screen().line("   " + question.does());
            }
            throw CommandFailure.refused("nothing was done; the same with --yes does it");
        }
        boolean own = where.access().endpoint() != null;
        if (own) {
            work.screen().tell("this account is reached by an address of its own: the answers say nothing about AWS");
        }
        live.ask(where, wait, answer -> print(answer, own));
        return Exit.OK;
    }

    private void print(Answer answer, boolean own) {
        String outcome =
                answer.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        if (work.json()) {
            work.write(new Fields()
                    .with("question", answer.question().number())
                    .with("text", answer.question().text())
                    .with("outcome", outcome)
                    .with("seen", answer.seen())
                    .with("aws", !own)
                    .with("at", work.clock().instant())
                    .map());
            return;
        }
        work.screen()
                .line("%2d  %-12s  %s"
                        .formatted(
                                answer.question().number(),
                                outcome,
                                answer.question().text()));
        work.screen().line("    " + Screen.safe(answer.seen()));
    }
}
