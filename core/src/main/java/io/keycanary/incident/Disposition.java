package io.keycanary.incident;

/** What we do about a sighting. All are stored; only {@link #ALERT} can open an incident. */
public enum Disposition {
    /** Nobody has a reason to do this: it belongs to an incident. */
    ALERT,
    /** Another identity only looked, as every posture scanner does: told in a digest. */
    LOOK,
    /** A call that we made ourselves, known by its request id. */
    OWN,
    /** A drill's use, known by its request id. */
    DRILL,
    /** A use that a rule of the user expects: counted as benign. */
    EXPECTED,
    /** A drill of this token runs and has not told its request ids yet: decided when it has, or when its time is up. */
    DEFERRED
}
