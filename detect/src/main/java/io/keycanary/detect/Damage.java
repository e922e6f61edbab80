package io.keycanary.detect;

/**
 * A place from which on the input could not be read. What was found before it is still reported.
 *
 * @param offset bytes of inflated input that were read before the damage
 * @param reason why, in words for a person
 */
public record Damage(long offset, String reason) {}
