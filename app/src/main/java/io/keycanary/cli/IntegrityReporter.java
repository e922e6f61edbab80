package io.keycanary.cli;

import io.keycanary.cli.HeldLines.Line;
import io.keycanary.cli.Screen.Tone;
import io.keycanary.integrity.IntegrityFinding;
import io.keycanary.integrity.IntegrityListener;
import io.keycanary.integrity.IntegrityReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts into words what the digests of a trail say about its files: findings to {@code out}, the sum to {@code err}. */
final class IntegrityReporter implements IntegrityListener {
    private final ScanReporter reporter;
    private final Map<Integer, HeldLines> waiting = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private int front;

    IntegrityReporter(ScanReporter reporter) {
        this.reporter = reporter;
    }

    /** What belongs behind a part that is not done waits for it, so that the output is the same for any count of threads. */
    @Override
    public void finding(int part, IntegrityFinding finding) {
        Line line = new Line(true, reporter.json() ? jsonLine(finding) : textLine(finding));
        if (part == front) {
            reporter.write(line);
        } else {
            waiting.computeIfAbsent(part, p -> new HeldLines()).add(line);
        }
    }

    @Override
    public void ended(int part) {
        ended.add(part);
        while (ended.remove(front)) {
            front++;
            HeldLines held = waiting.remove(front);
            if (held != null) {
                held.drainTo(reporter::write);
            }
        }
    }

    private static String kind(IntegrityFinding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String jsonLine(IntegrityFinding finding) {
        return Json.line(new Fields()
                .with("kind", "integrity")
                .with("finding", kind(finding))
                .with("broken", finding.kind().breaks())
                .with("account", finding.account())
                .with("region", finding.region())
                .with("trail", finding.trail())
                .with("from", finding.from())
                .with("to", finding.to())
                .with("file", finding.file())
                .with("reason", finding.reason())
                .map());
    }

    private String textLine(IntegrityFinding finding) {
        Tone tone = finding.kind().breaks() ? Tone.ALARM : Tone.FAINT;
        return String.join(
                "  ",
                Screen.safe(finding.from()) + ".." + Screen.safe(finding.to()),
                reporter.toned(tone, kind(finding)),
                Screen.safe(finding.account()),
                Screen.safe(finding.region()),
                Screen.safe(finding.trail()),
                reporter.toned(Tone.FAINT, Screen.safe(finding.file())),
                Screen.safe(finding.reason()));
    }

    @Override
    public void checked(long files) {
        reporter.progress(() -> files + " files checked against digests");
    }

    /** Tells how it ended. */
    void finished(IntegrityReport report) {
        reporter.write(new Line(false, reporter.json() ? Json.line(fields(report)) : words(report)));
    }

    private static Object fields(IntegrityReport report) {
        Fields fields = new Fields()
                .with("signaturesChecked", report.signaturesChecked())
                .with("chains", report.chains())
                .with("digests", report.digests())
                .with("signed", report.signed())
                .with("linked", report.linked())
                .with("unproven", report.unproven())
                .with("logs", report.logs())
                .with("intact", report.intact())
                .with("unlisted", report.unlisted())
                .with("uncovered", report.uncovered())
                .with("findings", report.findings())
                .with("broken", report.broken())
                .with("from", report.from())
                .with("to", report.to());
        return new Fields().with("integrity", fields.map()).map();
    }

    private static String words(IntegrityReport report) {
        return ("digests: %d in %d chains, %s to %s: %s, %d unproven; %d log files listed: %d as delivered;"
                        + " %d not listed, %d outside the time of the digests; %s")
                .formatted(
                        report.digests(),
                        report.chains(),
                        Screen.safe(report.from()),
                        Screen.safe(report.to()),
                        report.signaturesChecked()
                                ? report.signed() + " signed"
                                : report.linked() + " linked, signatures not checked (give --public-keys)",
                        report.unproven(),
                        report.logs(),
                        report.intact(),
                        report.unlisted(),
                        report.uncovered(),
                        report.broken() == 0 ? "nothing is broken" : report.broken() + " findings break it");
    }
}
