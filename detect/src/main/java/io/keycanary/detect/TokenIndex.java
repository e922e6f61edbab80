package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The watched identities, prepared for search. Immutable and safe to share between threads: who wants to watch others
 * takes another index, while scans that run keep theirs.
 */
public final class TokenIndex {
    private final IndexImage image;
    private final Map<String, Subject> sessionKeys;
    private final SensorIndex sensors;
    private final boolean oddWords;
    private final boolean[] escapable = new boolean[128];

    private TokenIndex(IndexImage image, Map<String, Subject> sessionKeys, SensorIndex sensors) {
        this.image = image;
        this.sessionKeys = sessionKeys;
        this.sensors = sensors;
        this.oddWords = image.hasOddWords()
                || !sensors.isEmpty()
                || sessionKeys.keySet().stream().anyMatch(IndexBuilder::isOdd);
        // Member names and services are made of these; quotes and backslashes matter inside of strings.
        for (int c = 0; c < escapable.length; c++) {
            escapable[c] = JsonBytes.isWord((byte) c)
                    || c == '.'
                    || c == '"'
                    || c == '\\'
                    || image.isInUserArn(c)
                    || sensors.isInName(c);
        }
    }

    /**
     * Prepares an index. No two tokens may share an identifier, a principal id included: a record could not be told to
     * belong to one of them.
     *
     * @throws IllegalArgumentException when an identifier is not {@code \w{16,128}}, an ARN is no user ARN, or an id or
     *     identifier occurs twice; the message names the offending value
     */
    public static TokenIndex of(Collection<WatchedToken> tokens, Collection<WatchedSensor> sensors) {
        Set<String> ids = new HashSet<>();
        IndexImage image = IndexBuilder.image(tokens, ids);
        return new TokenIndex(image, Map.of(), new SensorIndex(sensors, ids));
    }

    /** Whether a file that begins so is a prepared index, as {@link #writeTo} writes it; eight bytes are enough. */
    public static boolean isPrepared(byte[] head) {
        return IndexImage.isImage(head);
    }

    /**
     * An index of the tokens in a prepared file. Takes a fraction of the time of {@link #of}, however many there are.
     *
     * @param file all of it; kept, so it must not be changed
     * @throws IllegalArgumentException when it is no prepared index, of another version, or damaged
     */
    public static TokenIndex prepared(byte[] file) {
        return new TokenIndex(IndexImage.of(file), Map.of(), new SensorIndex(List.of(), new HashSet<>()));
    }

    /** Writes the tokens for {@link #prepared}: identifiers only, no secret. Sensors and learned keys are not part of it. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(image.bytes());
    }

    /** This index and some learned session keys; a key that is watched already stays with its token. */
    public TokenIndex with(Collection<LearnedKey> learned) {
        Map<String, Subject> keys = new HashMap<>(sessionKeys);
        for (LearnedKey key : learned) {
            if (IndexBuilder.isIdentifier(key.accessKeyId()) && token(key.accessKeyId()) == null) {
                keys.putIfAbsent(key.accessKeyId(), new Subject(key.token(), false));
            }
        }
        return new TokenIndex(image, Map.copyOf(keys), sensors);
    }

    /** How many tokens and sensors are watched. */
    public int size() {
        return image.tokens() + sensors.size();
    }

    IndexImage image() {
        return image;
    }

    /** Whether words are watched that do not look like AWS's ids. */
    boolean hasOddWords() {
        return oddWords;
    }

    /** The ASCII characters that hide something watched when they are written by an escape; not to be changed. */
    boolean[] escapable() {
        return escapable;
    }

    SensorIndex sensors() {
        return sensors;
    }

    Map<String, Subject> sessionKeys() {
        return sessionKeys;
    }

    /** The token with this key id, principal id or user ARN. */
    @Nullable
    Subject token(String identifier) {
        if (IndexBuilder.isIdentifier(identifier)) {
            Subject learned = sessionKeys.get(identifier);
            byte[] word = identifier.getBytes(UTF_8);
            return learned == null ? image.word(word, 0, word.length) : learned;
        }
        return identifier.startsWith("arn:") ? image.userArn(identifier.getBytes(UTF_8)) : null;
    }

    /** The tokens with this user name; each holds in calls to IAM and in its account only. */
    List<Named> users(String name) {
        return image.users(name);
    }
}
