package io.keycanary.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The watched identities, prepared for search. Immutable and safe to share between threads. */
public final class TokenIndex {
    private static final Pattern IDENTIFIER = Pattern.compile("\\w{16,128}");

    private final Map<String, Subject> identifiers = new HashMap<>();
    private final Map<String, List<Named>> users = new HashMap<>();
    private final Map<String, Subject> sensorArns = new HashMap<>();
    private final Map<String, List<Named>> sensorNames = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Anchors anchors;

    private TokenIndex(Collection<WatchedToken> tokens, Collection<WatchedSensor> sensors) {
        Anchors.Builder found = new Anchors.Builder();
        tokens.forEach(token -> add(token, found));
        sensors.forEach(sensor -> add(sensor, found));
        anchors = found.build();
    }

    /**
     * Prepares an index. No two tokens may share an identifier, a principal id included: a record could not be told to
     * belong to one of them.
     *
     * @throws IllegalArgumentException when an identifier is not {@code \w{16,128}}, an ARN is no user ARN, or an id or
     *     identifier occurs twice; the message names the offending value
     */
    public static TokenIndex of(Collection<WatchedToken> tokens, Collection<WatchedSensor> sensors) {
        return new TokenIndex(tokens, sensors);
    }

    /** Whether a text may be an access key id or a principal id: {@code \w{16,128}}. */
    static boolean isIdentifier(String text) {
        return IDENTIFIER.matcher(text).matches();
    }

    /** How many tokens and sensors are watched. */
    public int size() {
        return ids.size();
    }

    /** What a search has to look for. */
    Anchors anchors() {
        return anchors;
    }

    /** The token with this key id, principal id or user ARN. */
    @Nullable
    Subject token(String identifier) {
        return identifiers.get(identifier);
    }

    /** The tokens with this user name; each holds in calls to IAM and in its account only. */
    List<Named> users(String name) {
        return name.length() > 64 ? List.of() : users.getOrDefault(UserArn.fold(name), List.of());
    }

    /** The sensor with this ARN. */
    @Nullable
    Subject sensor(String arn) {
        return sensorArns.get(arn);
    }

    /** The sensors that go by this name in some service. */
    List<Named> sensors(String name) {
        if (sensorNames.isEmpty()) {
            return List.of();
        }
        List<Named> found = new ArrayList<>(sensorNames.getOrDefault(name, List.of()));
        SensorNames.shortened(name).forEach(form -> found.addAll(sensorNames.getOrDefault(form, List.of())));
        return found;
    }

    private void add(WatchedToken token, Anchors.Builder found) {
        Subject subject = new Subject(token.id(), false);
        addId(token.id());
        for (String key : token.accessKeyIds()) {
            addIdentifier(subject, "access key id", key, found);
        }
        if (token.principalId() != null) {
            addIdentifier(subject, "principal id", token.principalId(), found);
        }
        if (token.userArn() != null) {
            addUser(subject, token.userArn(), found);
        }
    }

    private void addId(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an id is blank: every token and sensor needs a name of its own");
        }
        if (!ids.add(id)) {
            throw new IllegalArgumentException("the id " + shown(id) + " occurs twice");
        }
    }

    private void addIdentifier(Subject subject, String what, String value, Anchors.Builder found) {
        if (!isIdentifier(value)) {
            throw refused(subject, what, value, "expected 16 to 128 letters, digits or underscores");
        }
        claim(subject, what, value);
        found.identifier(value);
    }

    private void addUser(Subject subject, String arn, Anchors.Builder found) {
        UserArn user;
        try {
            user = UserArn.parse(arn);
        } catch (IllegalArgumentException e) {
            throw refused(subject, "user ARN", arn, String.valueOf(e.getMessage()));
        }
        claim(subject, "user ARN", arn);
        users.computeIfAbsent(UserArn.fold(user.name()), name -> new ArrayList<>(1))
                .add(new Named(subject, "iam.amazonaws.com", user.account()));
        found.userArn(arn);
    }

    private void claim(Subject subject, String what, String value) {
        Subject other = identifiers.putIfAbsent(value, subject);
        if (other != null) {
            throw refused(subject, what, value, "it is already given for " + shown(other.id()));
        }
    }

    private void add(WatchedSensor sensor, Anchors.Builder found) {
        Subject subject = new Subject(sensor.id(), true);
        addId(sensor.id());
        SensorNames names;
        try {
            names = SensorNames.of(sensor.arn());
        } catch (IllegalArgumentException e) {
            throw refused(subject, "ARN", sensor.arn(), String.valueOf(e.getMessage()));
        }
        Subject other = sensorArns.putIfAbsent(sensor.arn(), subject);
        if (other != null) {
            throw refused(subject, "ARN", sensor.arn(), "it is already given for " + shown(other.id()));
        }
        for (String name : names.names()) {
            sensorNames
                    .computeIfAbsent(name, key -> new ArrayList<>(1))
                    .add(new Named(subject, names.eventSource(), names.account()));
            found.sensorName(name);
        }
        found.sensorName(sensor.arn());
    }

    private static IllegalArgumentException refused(Subject subject, String what, String value, String why) {
        return new IllegalArgumentException((subject.sensor() ? "sensor " : "token ") + shown(subject.id()) + ": "
                + what + " " + shown(value) + ": " + why);
    }

    /** Quoted for a message: no control characters, not without end. */
    private static String shown(String value) {
        String head = value.length() > 160 ? value.substring(0, 160) + "..." : value;
        return '"' + head.replaceAll("[^\\x20-\\x7e]", "?") + '"';
    }
}
