package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.detect.Damage;
import io.keycanary.detect.MalformedRecord;
import io.keycanary.detect.Match;
import io.keycanary.detect.RecordFacts;
import java.time.Duration;
import java.util.Locale;

/** Writes what a scan finds while it runs: matches to {@code out}, everything else to {@code err}. */
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

    void match(String file, Match match) {
        progress.clear();
        screen.line(json ? jsonLine(file, match) : textLine(file, match));
        if (screen.readerIsGone()) {
            throw new ReaderIsGone();
        }
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

    void malformed(String file, MalformedRecord record) {
        trouble("malformed", file, record.offset(), "record " + record.index() + ": " + record.reason());
    }

    void damaged(String file, Damage damage) {
        trouble("damaged", file, damage.offset(), damage.reason());
    }

    void unreadable(String file, String reason) {
        trouble("unreadable", file, 0, reason);
    }

    private void trouble(String what, String file, long offset, String reason) {
        progress.clear();
        screen.tell(
                json
                        ? Json.line(new Fields()
                                .with(what, file)
                                .with("offset", offset)
                                .with("reason", reason)
                                .map())
                        : "%s: %s at byte %d: %s".formatted(what, Screen.safe(file), offset, Screen.safe(reason)));
    }

    void scanned(ScanTotals totals) {
        progress.show(() -> totals.files() + " files, " + ScanTotals.size(totals.bytes()));
    }

    void again(int learnedKeys) {
        if (!json) {
            progress.clear();
            screen.tell("learned " + learnedKeys + " temporary keys; reading again for their use");
        }
    }

    void finished(ScanTotals totals, Duration took) {
        progress.clear();
        screen.tell(json ? Json.line(totals.fields(took)) : totals.words(took));
    }
}
