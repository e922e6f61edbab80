package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.CalendarPeriod.Unit;
import io.keycanary.incident.Severity;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts out the report of each week and month once it is over, exactly once however many processes do so, and whenever they
 * are killed: the id of the alert is made of the period, and it is put out in the transaction that remembers it. A period
 * that was over before the newest one is never made up for.
 */
public final class ReportRounds {
    /** Reports are put out at eight in the morning. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(8);

    private static final int SUMMARY_CHARS = 300;

    private final Ledger ledger;
    private final ReportDesk desk;
    private final Plan plan;
    private final Words words;
    private final InstantSource clock;

    /**
     * What goes where.
     *
     * @param channels names of channels by length of the period; none for lengths that are not reported
     * @param zone whose midnight begins a day
     */
    public record Plan(Map<Unit, List<String>> channels, ZoneId zone) {
        /** Copies the map. */
        public Plan {
            channels = new EnumMap<>(channels);
            channels.values().removeIf(List::isEmpty);
        }

        /** What goes by these channels. */
        public static Plan of(List<String> weekly, List<String> monthly, ZoneId zone) {
            Map<Unit, List<String>> channels = new EnumMap<>(Unit.class);
            channels.put(Unit.WEEK, weekly);
            channels.put(Unit.MONTH, monthly);
            return new Plan(channels, zone);
        }
    }

    /** How a report is told. */
    public interface Words {
        /** The figures that a glance wants, in one line. */
        String summary(PeriodReport report);

        /** The whole, for channels that take it. */
        List<String> lines(PeriodReport report);
    }

    /** Rounds over this ledger. */
    public ReportRounds(Ledger ledger, Plan plan, Words words, InstantSource clock) {
        this.ledger = ledger;
        this.desk = new ReportDesk(ledger, clock);
        this.plan = plan;
        this.words = words;
        this.clock = clock;
    }

    /** Puts out every report that is due. Call it about once a minute. */
    public void sweep() {
        plan.channels().forEach((unit, channels) -> {
            CalendarPeriod period = CalendarPeriod.over(unit, clock.instant().minus(AFTER_MIDNIGHT), plan.zone());
            if (ledger.read(stores -> due(stores, period))) {
                Alert alert = alert(desk.report(period));
                ledger.change(stores -> tell(stores, period, alert, channels));
            }
        });
    }

    private static boolean due(Stores stores, CalendarPeriod period) {
        return stores.checkpoints().position(source(period)).isEmpty();
    }

    /** {@code report/weekly/2026-W47}. */
    private static String source(CalendarPeriod period) {
        return "report/" + adverb(period.unit()) + "/" + period.name();
    }

    private static String adverb(Unit unit) {
        return switch (unit) {
            case WEEK -> "weekly";
            case MONTH -> "monthly";
            case YEAR -> "yearly";
        };
    }

    /** Of two processes that come here at once, the outbox takes the alert of one: both have the same id. */
    private void tell(Stores stores, CalendarPeriod period, Alert alert, List<String> channels) {
        if (due(stores, period)) {
            stores.checkpoints().put(new Checkpoint(source(period), alert.createdAt() + " " + alert.id()));
            stores.outbox().put(alert, channels);
        }
    }

    private Alert alert(PeriodReport report) {
        CalendarPeriod period = report.period();
        String summary = words.summary(report);
        return new Alert(
                UUID.nameUUIDFromBytes(source(period).getBytes(StandardCharsets.UTF_8)),
                Alert.Reason.REPORT,
                Severity.LOW,
                null,
                null,
                adverb(period.unit()) + " " + period,
                summary.length() <= SUMMARY_CHARS ? summary : summary.substring(0, SUMMARY_CHARS),
                "",
                null,
                "",
                "keycanary report " + adverb(period.unit()) + " --period " + period.name(),
                words.lines(report),
                clock.instant());
    }
}
