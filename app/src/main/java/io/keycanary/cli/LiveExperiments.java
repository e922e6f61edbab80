package io.keycanary.cli;

import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks AWS itself what no documentation says, by users that are made for it and deleted afterwards. */
public interface LiveExperiments {
    /** How it is answered. */
    enum Outcome {
        /** The account gave the answer. */
        ANSWERED,
        /** It was tried, and gave none. */
        NOT_ANSWERED,
        /** It takes a person: docs/live-checklist.md says what to do. */
        BY_HAND
    }

    /**
     * One question.
     *
     * @param number in docs/live-checklist.md
     * @param does what is done, with the calls that are made, and what is changed
     */
    record Question(int number, String text, String does) {}

    /**
     * One answer.
     *
     * @param seen what was seen; may quote text of the other side
     */
    record Answer(Question question, Outcome outcome, String seen) {}

    /** All questions, in their order. */
    List<Question> questions();

    /**
     * Asks all. Whatever happens, the users that it made are deleted.
     *
     * @param wait how long an answer may take
     * @param told of each answer
     */
    void ask(ManagedAccount account, Duration wait, Consumer<Answer> told) throws InterruptedException;
}
