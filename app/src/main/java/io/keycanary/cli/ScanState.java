package io.keycanary.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keycanary.cli.ScanInput.Position;
import io.keycanary.detect.LearnedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a scan has come, in a file, so that another run goes on from there. Inputs are written out in the order of
 * the listing, so a position in it says all. The file is replaced as a whole, and removed when the scan has ended.
 */
final class ScanState {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final @Nullable Path file;
    private final Map<String, String> task;
    private final InstantSource clock;
    private Instant saved;
    private boolean again;
    private @Nullable Position position;
    private ScanTotals totals = new ScanTotals();
    private final Map<String, LearnedKey> learned = new LinkedHashMap<>();

    private ScanState(@Nullable Path file, Map<String, String> task, InstantSource clock) {
        this.file = file;
        this.task = task;
        this.clock = clock;
        this.saved = clock.instant();
    }

    /** A scan that remembers nothing. */
    static ScanState unkept(InstantSource clock) {
        return new ScanState(null, Map.of(), clock);
    }

    /**
     * A scan that goes on where the file says, from the beginning where there is none.
     *
     * @param task what makes this scan this one, in words for the user: each must be the same as the last time
     * @throws CommandFailure when it is the state of another scan
     */
    static ScanState in(Path file, Map<String, String> task, InstantSource clock) {
        ScanState state = new ScanState(file, task, clock);
        if (Files.exists(file)) {
            state.load(file);
        } else {
            state.saveNow();
        }
        return state;
    }

    /** Whether the first reading is over, and the keys that it learned are looked for. */
    boolean again() {
        return again;
    }

    /** Where to go on; null for the beginning. */
    @Nullable
    Position position() {
        return position;
    }

    ScanTotals totals() {
        return totals;
    }

    /** Temporary keys that were learned; the first token that a key is learned for keeps it. */
    Collection<LearnedKey> learned() {
        return learned.values();
    }

    /** Everything of an input is written out. */
    void written(ScanInput input, InOrder.Outcome outcome) {
        position = input.position() == null ? position : input.position();
        count(outcome);
        outcome.learned().forEach(key -> learned.putIfAbsent(key.accessKeyId(), key));
        if (file != null && !clock.instant().isBefore(saved.plus(STEP))) {
            saveNow();
        }
    }

    /** Counts an input without calling it done. */
    void count(InOrder.Outcome outcome) {
        if (outcome.report() == null) {
            totals.addUnreadable();
        } else {
            totals.add(outcome.report());
        }
    }

    /** The first reading is over. */
    void readAgain() {
        again = true;
        position = null;
        totals = new ScanTotals();
        saveNow();
    }

    /** The scan has ended: there is nothing to go on with. */
    void finished() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }

    void saveNow() {
        if (file == null) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        saved = clock.instant();
    }

    private String text() {
        Fields fields = new Fields().with("task", task).with("again", again);
        if (position != null) {
            fields.with("argument", position.argument()).with("name", position.name());
        }
        Map<String, String> tokenOfKey = new LinkedHashMap<>();
        learned.forEach((key, known) -> tokenOfKey.put(key, known.token()));
        return Json.line(fields.with("totals", totals.counts().map())
                        .with("learned", tokenOfKey)
                        .map())
                + "\n";
    }

    private static CommandFailure unwritable(Path file, IOException e) {
        return CommandFailure.incomplete("the state file " + file + " cannot be written: " + e.getMessage());
    }

    private void load(Path from) {
        Map<String, String> earlier = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(Files.newInputStream(from))) {
            read(json, earlier);
        } catch (IOException | RuntimeException e) { // whatever a broken file makes of the parser
            throw CommandFailure.badInput(from + " is no state file of scan (" + e.getMessage()
                    + "); name another file, or remove it to scan from the beginning");
        }
        for (Map.Entry<String, String> fact : task.entrySet()) {
            if (!fact.getValue().equals(earlier.get(fact.getKey()))) {
                throw CommandFailure.badInput(from + " is the state of a scan with other " + fact.getKey()
                        + "; scan with the same, or remove the file to scan from the beginning");
            }
        }
    }

    private void read(JsonParser json, Map<String, String> earlier) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT);
        int argument = 0;
        String name = null;
        Map<String, String> counts = new LinkedHashMap<>();
        Map<String, String> tokenOfKey = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "task" -> texts(json, earlier);
                case "again" -> again = json.getBooleanValue();
                case "argument" -> argument = json.getIntValue();
                case "name" -> name = json.getText();
                case "totals" -> texts(json, counts);
                case "learned" -> texts(json, tokenOfKey);
                default -> throw new IOException("unknown field " + field);
            }
        }
        expect(json.currentToken(), JsonToken.END_OBJECT);
        position = name == null ? null : new Position(argument, name);
        tokenOfKey.forEach((key, token) -> learned.put(key, new LearnedKey(token, key, null)));
        Map<String, Long> numbers = new LinkedHashMap<>();
        counts.forEach((count, number) -> numbers.put(count, Long.valueOf(number)));
        totals = ScanTotals.of(numbers);
    }

    private static void texts(JsonParser json, Map<String, String> into) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            into.put(name, json.getText());
        }
        expect(json.currentToken(), JsonToken.END_OBJECT);
    }

    private static void expect(@Nullable JsonToken seen, JsonToken wanted) throws IOException {
        if (seen != wanted) {
            throw new IOException("found " + seen + " where " + wanted + " is expected");
        }
    }
}
