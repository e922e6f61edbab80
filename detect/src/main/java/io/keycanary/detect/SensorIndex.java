package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The watched sensors by their names, and the words that a search can find them by. There are few. */
final class SensorIndex {
    private final Map<String, Subject> arns = new HashMap<>();
    private final Map<String, List<Named>> names = new HashMap<>();
    private final BitSet characters = new BitSet();
    final WordSet words = new WordSet();
    private int shortestWord = Integer.MAX_VALUE;

    /** @throws IllegalArgumentException when a sensor cannot be watched; the message names the offending value */
    SensorIndex(Collection<WatchedSensor> sensors, Set<String> ids) {
        for (WatchedSensor sensor : sensors) {
            Shown.claimId(ids, sensor.id());
            add(sensor);
        }
    }

    private void add(WatchedSensor sensor) {
        SensorNames all;
        try {
            all = SensorNames.of(sensor.arn());
        } catch (IllegalArgumentException e) {
            throw refused(sensor, String.valueOf(e.getMessage()));
        }
        Subject subject = new Subject(sensor.id(), true);
        Subject other = arns.putIfAbsent(sensor.arn(), subject);
        if (other != null) {
            throw refused(sensor, "it is already given for " + Shown.text(other.id()));
        }
        for (String name : all.names()) {
            names.computeIfAbsent(name, key -> new ArrayList<>(1))
                    .add(new Named(subject, all.eventSource(), all.account()));
            searchFor(name);
        }
        searchFor(sensor.arn());
    }

    private static IllegalArgumentException refused(WatchedSensor sensor, String why) {
        return Shown.refused("sensor", sensor.id(), "ARN", sensor.arn(), why);
    }

    private void searchFor(String name) {
        String longest = "";
        for (String part : name.split("\\W+")) {
            longest = part.length() > longest.length() ? part : longest;
        }
        // A name without any word: every record holds a word that begins so, and has to be looked at.
        longest = longest.isEmpty() ? "eventVersion" : longest;
        words.add(longest.getBytes(UTF_8));
        shortestWord = Math.min(shortestWord, longest.length());
        name.chars().forEach(characters::set);
    }

    boolean isEmpty() {
        return arns.isEmpty();
    }

    int size() {
        return arns.size();
    }

    /** Whether a name or ARN holds this character. */
    boolean isInName(int c) {
        return characters.get(c);
    }

    boolean isBeyondAscii() {
        return characters.length() > 128;
    }

    /** Length of the shortest of {@link #words}. */
    int shortestWord() {
        return shortestWord;
    }

    /** The sensor with this ARN. */
    @Nullable
    Subject sensor(String arn) {
        return arns.get(arn);
    }

    /** The sensors that go by this name in some service. */
    List<Named> sensors(String name) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Named> found = new ArrayList<>(names.getOrDefault(name, List.of()));
        SensorNames.shortened(name).forEach(form -> found.addAll(names.getOrDefault(form, List.of())));
        return found;
    }
}
