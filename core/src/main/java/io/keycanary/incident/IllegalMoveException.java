package io.keycanary.incident;

/** Bad input: an incident or a rule cannot go from its state to the one asked for. */
public final class IllegalMoveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalMoveException(IncidentState from, IncidentState to) {
        this("an incident that is " + from + " cannot become " + to);
    }

    IllegalMoveException(String message) {
        super(message);
    }
}
