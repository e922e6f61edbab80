package io.keycanary.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** The one transaction that runs at a time: how to undo it. */
final class Transaction {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private boolean writing;

    void begin(boolean toWrite) {
        undo.clear();
        writing = toWrite;
    }

    /** Called before each change. */
    void onUndo(Runnable step) {
        if (!writing) {
            throw new IllegalStateException("a transaction that only reads cannot change anything");
        }
        undo.push(step);
    }

    void undo() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
