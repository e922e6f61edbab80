package io.keycanary.figures;

/** What a figure measures, with its exact definition: what {@code --explain} prints and {@code docs/figures.md} lists. */
public enum Measure {
    /** Tokens by state. */
    TOKENS("tokens", "count", "tokens in each state"),
    /** Share of tokens. */
    PROVEN("proven", "ratio", "tokens ARMED or TRIGGERED / tokens not RETIRED"),
    /** Share of places. */
    COVERAGE(
            "coverage",
            "ratio",
            "places not REMOVED whose token is ARMED or TRIGGERED / places not REMOVED; a planned place counts as a place"),
    /** Age of drills. */
    PROOF_AGE(
            "proof-age",
            "seconds",
            "now - time of the last passed drill, of each token not RETIRED that ever passed one"),
    /** Drills by outcome. */
    DRILLS(
            "drills",
            "count",
            "drills that began in the period: passed when at least one path delivered the sighting, failed when none has"
                    + " though the deadline is over; a sighting that comes late turns failed into passed"),
    /** Incidents by state. */
    INCIDENTS("incidents", "count", "incidents in each state"),
    /** Resolved incidents by verdict. */
    VERDICTS("verdicts", "count", "resolved incidents with a right signature, by verdict"),
    /** Share of real ones. */
    FIDELITY(
            "fidelity",
            "ratio",
            "verdicts TRUE_POSITIVE or BENIGN_POSITIVE / all verdicts; incidents known from wrong signatures alone are"
                    + " left out"),
    /** To us. */
    DETECT("detect", "seconds", "of each incident's first sighting: our clock at its arrival - eventTime"),
    /** Inside. */
    PROCESSING("processing", "seconds", "time at which an incident's first alert was made - opening of the incident"),
    /** Out. */
    ALERT(
            "alert",
            "seconds",
            "first acceptance of an incident's alerts about sightings by a channel other than the console - opening of the"
                    + " incident"),
    /** The whole way. */
    TOLD("told", "seconds", "first acceptance, as in alert, - eventTime of the first sighting"),
    /** By a person. */
    ACKNOWLEDGE("acknowledge", "seconds", "acknowledgement, at the latest containment or resolution, - opening"),
    /** By a person. */
    CONTAIN("contain", "seconds", "containment - opening, of incidents that were contained"),
    /** By a person. */
    RESOLVE("resolve", "seconds", "resolution - opening, of incidents that are resolved"),
    /** Each path. */
    PATH("path", "seconds", "first arrival of each sighting by this path - its eventTime; sightings of incidents only"),
    /** Each path. */
    SILENCE("silence", "seconds", "now - last arrival of a sighting of an incident by this path"),
    /** What did not go out. */
    UNDELIVERED(
            "undelivered",
            "count",
            "deliveries of alerts about incidents that were given up, or failed at least once and are still tried;"
                    + " console left out"),
    /** Clocks. */
    SKEWED(
            "skewed",
            "count",
            "sightings whose eventTime lies after their arrival; left out of all times, never clamped"),
    /** Wrong signatures. */
    UNAUTHENTICATED("unauthenticated", "count", "incidents known from wrong signatures alone"),
    /** Rules. */
    EXPECTED("expected", "count", "sightings that a rule of expected use covers, ever; no incident, no alert"),
    /** Money. */
    COST("cost", "currency per month", "tokens not RETIRED x price of a token + sum of the prices of the listed paths"),
    /** Money. */
    SAVING(
            "saving",
            "currency per month",
            "noisy alerts a day x 365 / 12 x minutes each / 60 x hourly rate + dwell days avoided a month x cost of a day;"
                    + " not estimated unless the price file gives all of them");

    private final String word;
    private final String unit;
    private final String definition;

    Measure(String word, String unit, String definition) {
        this.word = word;
        this.unit = unit;
        this.definition = definition;
    }

    /** The word outside. */
    public String word() {
        return word;
    }

    /** Of the values. */
    public String unit() {
        return unit;
    }

    /** The formula. */
    public String definition() {
        return definition;
    }
}
