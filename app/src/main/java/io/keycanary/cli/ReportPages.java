package io.keycanary.cli;

import io.keycanary.desk.AuditDesk;
import io.keycanary.desk.ReportDesk;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.CalendarPeriod.Unit;
import io.keycanary.figures.Prices;
import io.keycanary.intake.Ledger;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reports as documents.
 *
 * @param zone whose midnight begins a day
 * @param prices for cost and saving; null leaves them out
 */
public record ReportPages(
        Ledger ledger,
        InstantSource clock,
        ZoneId zone,
        @Nullable Prices prices) {
    /** What is reported. */
    public enum Kind {
        /** A week beside the one before. */
        WEEKLY(Unit.WEEK),
        /** A month beside the one before. */
        MONTHLY(Unit.MONTH),
        /** Evidence for an auditor. */
        AUDIT(Unit.MONTH, Unit.WEEK, Unit.YEAR);

        /** The periods that it may be of; the first is the usual one. */
        private final List<Unit> units;

        Kind(Unit... units) {
            this.units = List.of(units);
        }
    }

    /**
     * A report.
     *
     * @param period as {@code 2026-W47}, {@code 2026-10} or {@code 2026}; null for the last one that is over
     * @param html whether it is one page of HTML; else it is Markdown
     * @throws IllegalArgumentException when there is no such period, or none that this report can be of, or it has not
     *     begun yet; the message says which
     */
    public String page(Kind kind, @Nullable String period, boolean html) {
        CalendarPeriod of = period == null
                ? CalendarPeriod.over(kind.units.getFirst(), clock.instant(), zone)
                : chosen(kind, CalendarPeriod.of(period, zone));
        return kind == Kind.AUDIT ? audit(of, html) : figures(of, html);
    }

    private CalendarPeriod chosen(Kind kind, CalendarPeriod period) {
        if (!kind.units.contains(period.unit())) {
            throw new IllegalArgumentException(period.name() + " is a " + Documents.small(period.unit())
                    + "; this report is of a "
                    + kind.units.stream().map(Documents::small).collect(Collectors.joining(" or ")));
        }
        if (period.begins().isAfter(clock.instant())) {
            throw new IllegalArgumentException(period.name() + " lies in the future: it begins on " + period.first());
        }
        return period;
    }

    private String figures(CalendarPeriod period, boolean html) {
        PeriodReportText text = new PeriodReportText(new ReportDesk(ledger, clock).report(period), prices);
        Sheet sheet = sheet(text.title(), html);
        text.write(sheet);
        return sheet.end();
    }

    private String audit(CalendarPeriod period, boolean html) {
        AuditReportText text = new AuditReportText(new AuditDesk(ledger, clock).report(period));
        Sheet sheet = sheet(text.title(), html);
        text.write(sheet);
        return sheet.end();
    }

    private static Sheet sheet(String title, boolean html) {
        return html ? new HtmlSheet(title) : new MarkdownSheet(title);
    }
}
