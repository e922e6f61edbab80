package io.keycanary.store;

import io.keycanary.incident.Incident;

/** Another transaction changed the incident since this one read it: to be done again. */
final class StaleIncidentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleIncidentException(Incident incident) {
        super("incident " + incident.id() + " has a version of " + incident.version() + " or newer already");
    }
}
