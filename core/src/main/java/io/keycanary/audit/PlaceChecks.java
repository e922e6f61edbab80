package io.keycanary.audit;

import io.keycanary.token.AccessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What makes a place a weak trap, by what the file itself shows. */
final class PlaceChecks {
    /** Scanners take an id and a secret for a pair only when they stand close together. */
    private static final int FAR = 5;

    /** A key is planted on the day on which it is made, or soon after. */
    private static final Duration YOUNGER = Duration.ofDays(7);

    /** So few may have their region by chance. */
    private static final int MANY = 3;

    private static final String DEFAULT = "default";

    private final Words words;
    private final PlaceFacts facts;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private PlaceChecks(Registered registered, PlaceFacts facts, Instant now) {
        this.words = registered.words().with("file", facts.file());
        this.facts = facts;
        this.now = now;
    }

    static List<Finding> of(Registered registered, PlaceFacts facts, Instant now) {
        PlaceChecks checks = new PlaceChecks(registered, facts, now);
        checks.look();
        registered.token().activeKey().ifPresent(checks::age);
        return checks.findings;
    }

    private void look() {
        if (DEFAULT.equals(facts.profile())) {
            add(Check.PLACE_DEFAULT, DEFAULT, "[default]");
        }
        if (!facts.openTo().isEmpty()) {
            add(Check.PLACE_OPEN, facts.openTo(), "mode " + facts.openTo());
        }
        Integer apart = facts.linesApart();
        if (apart != null && apart > FAR) {
            add(Check.PLACE_APART, String.valueOf(apart), "secret " + apart + " lines from the key id");
        }
        facts.telling().forEach(word -> add(Check.PLACE_TELLS, word, "\"" + word + "\" beside the key"));
        facts.publicRemotes().forEach(remote -> add(Check.PLACE_PUBLIC, remote, "remote " + remote));
    }

    private void age(AccessKey key) {
        Instant changed = facts.changedAt();
        if (changed != null && changed.isAfter(key.since().plus(YOUNGER))) {
            String days = Duration.between(key.since(), changed).toDays() + " days";
            add(Check.PLACE_YOUNG, days, "changed " + changed + ", key since " + key.since());
        }
    }

    private void add(Check check, String what, String excerpt) {
        findings.add(words.finding(check, what, new Evidence("file", facts.file() + ": " + excerpt, now)));
    }

    /** One region beside every decoy is a pattern; beside a few it may be where the organisation is. */
    static List<Finding> together(List<PlaceFacts> places, Instant now) {
        List<String> named = new ArrayList<>();
        for (PlaceFacts place : places) {
            if (place.region() != null) {
                named.add(place.region());
            }
        }
        if (named.size() < MANY || new TreeSet<>(named).size() > 1) {
            return List.of();
        }
        String region = named.getFirst();
        return List.of(new Words(null, "", "")
                .finding(
                        Check.PLACE_REGION,
                        region,
                        new Evidence(
                                "file", region + " beside " + named.size() + " of " + named.size() + " keys", now)));
    }
}
