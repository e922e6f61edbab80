package io.keycanary.incident;

/** Bad input: an incident, a rule or a token cannot go from its state to the one asked for. */
public final class IllegalMoveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalMoveException(IncidentState from, IncidentState to) {
        this("an incident that is " + from + " cannot become " + to);
    }

    /** Says what cannot be, and what can. */
    public IllegalMoveException(String message) {
        super(message);
    }
}
