package io.keycanary.incident;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of an incident's timeline that is not a sighting: what the team did or wrote.
 *
 * @param author who
 * @param action {@code opened}, {@code acknowledged}, {@code contained}, {@code resolved}, {@code note}, {@code linked}
 */
public record Note(UUID id, UUID incident, Instant at, String author, String action, String text) {}
