package io.keycanary.cli;

import io.keycanary.cli.HeldLines.Line;
import io.keycanary.cli.Screen.Tone;
import io.keycanary.detect.Damage;
import io.keycanary.detect.MalformedRecord;
import io.keycanary.detect.Match;
import io.keycanary.detect.RecordFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts what a scan finds into words and writes it: matches to {@code out}, everything else to {@code err}. */
final class ScanReporter {
    private final Screen screen;
    private final boolean json;
    private final Progress progress;

    ScanReporter(Screen screen, boolean json, Progress progress) {
        this.screen = screen;
        this.json = json;
        this.progress = progress;
    }

    /** Nobody reads the results any more: there is no reason to go on. */
    static final class ReaderIsGone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Line match(String file, Match match) {
        return new Line(true, json ? jsonLine(file, match) : textLine(file, match));
    }

    private static String jsonLine(String file, Match match) {
        RecordFacts facts = match.facts();
        return Json.line(new Fields()
                .with("kind", kind(match))
                .with("token", match.token())
                .with("matchedBy", match.matchedBy())
                .with("eventId", facts.eventId())
                .with("eventTime", facts.eventTime())
                .with("eventSource", facts.eventSource())
                .with("eventName", facts.eventName())
                .with("awsRegion", facts.awsRegion())
                .with("sourceIp", facts.sourceIp())
                .with("userAgent", facts.userAgent())
                .with("errorCode", facts.errorCode())
                .with("accessKeyId", facts.accessKeyId())
                .with("recipientAccountId", facts.recipientAccountId())
                .with("file", file)
                .with("index", match.index())
                .map());
    }

    private String textLine(String file, Match match) {
        RecordFacts facts = match.facts();
        return String.join(
                "  ",
                Screen.safe(facts.eventTime()),
                screen.toned(Tone.ALARM, kind(match)),
                Screen.safe(match.token()),
                Screen.safe(facts.eventSource()) + ":" + Screen.safe(facts.eventName()),
                Screen.safe(facts.awsRegion()),
                "from " + Screen.safe(facts.sourceIp()),
                Screen.safe(facts.errorCode()),
                screen.toned(Tone.FAINT, Screen.safe(file) + "#" + match.index()));
    }

    private static String kind(Match match) {
        return match.kind().name().toLowerCase(Locale.ROOT);
    }

    Line malformed(String file, MalformedRecord record) {
        return trouble("malformed", file, record.offset(), "record " + record.index() + ": " + record.reason());
    }

    Line damaged(String file, Damage damage) {
        return trouble("damaged", file, damage.offset(), damage.reason());
    }

    Line unreadable(String file, IOException why) {
        return trouble("unreadable", file, null, UnreadableException.reason(why));
    }

    private Line trouble(String what, String file, @Nullable Long offset, String reason) {
        String place = offset == null ? "" : " at byte " + offset;
        return new Line(
                false,
                json
                        ? Json.line(new Fields()
                                .with(what, file)
                                .with("offset", offset)
                                .with("reason", reason)
                                .map())
                        : "%s: %s%s: %s".formatted(what, Screen.safe(file), place, Screen.safe(reason)));
    }

    /**
     * Writes a line. Not for several threads at a time.
     *
     * @throws ReaderIsGone when it is a result, and nobody reads it
     */
    void write(Line line) {
        progress.clear();
        if (!line.result()) {
            screen.tell(line.text());
            return;
        }
        screen.line(line.text());
        if (screen.readerIsGone()) {
            throw new ReaderIsGone();
        }
    }

    /** Something to know, for a person or a program. */
    void note(String words) {
        progress.clear();
        screen.tell(json ? Json.line(new Fields().with("note", words).map()) : Screen.safe(words));
    }

    /** Whether results are written for a program. */
    boolean json() {
        return json;
    }

    /** Text in a colour, where colours are wanted. */
    String toned(Tone tone, String text) {
        return screen.toned(tone, text);
    }

    /** Whether somebody watches how far it is. */
    boolean watched() {
        return screen.progress();
    }

    /** Shows how far it is. */
    void progress(Supplier<String> words) {
        progress.show(words);
    }

    void again(int learnedKeys) {
        if (!json) {
            progress.clear();
            screen.tell("learned " + learnedKeys + " temporary keys; reading again for their use");
        }
    }

    /**
     * The last words of a scan that a signal ends.
     *
     * @param matches written so far
     * @param done the inputs that were read to their end
     */
    void interrupted(long matches, ScanTotals done, Duration took) {
        progress.clear();
        screen.tell(
                json
                        ? Json.line(done.fields(took, true))
                        : "interrupted, so the answer is incomplete: " + matches + " matches so far; read to the end: "
                                + done.words(took));
    }

    void finished(ScanTotals totals, Duration took) {
        progress.clear();
        screen.tell(json ? Json.line(totals.fields(took, false)) : totals.words(took));
    }
}
