package io.keycanary.figures;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A week (ISO 8601, from Monday), a month or a year, as people name it.
 *
 * @param name {@code 2026-W47}, {@code 2026-10} or {@code 2026}
 * @param unit which of them it is
 * @param first its first day
 * @param zone whose midnight begins a day
 */
public record CalendarPeriod(String name, Unit unit, LocalDate first, ZoneId zone) {
    private static final Pattern WEEK = Pattern.compile("\\d{4}-W\\d\\d");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d\\d");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    /** How long it is. */
    public enum Unit {
        /** From Monday. */
        WEEK(ChronoUnit.WEEKS),
        /** From the 1st. */
        MONTH(ChronoUnit.MONTHS),
        /** From 1 January. */
        YEAR(ChronoUnit.YEARS);

        private final ChronoUnit length;

        Unit(ChronoUnit length) {
            this.length = length;
        }
    }

    /**
     * The period of this name.
     *
     * @throws IllegalArgumentException when no period has this name
     */
    public static CalendarPeriod of(String name, ZoneId zone) {
        try {
            if (WEEK.matcher(name).matches()) {
                return holding(LocalDate.parse(name + "-1", DateTimeFormatter.ISO_WEEK_DATE), Unit.WEEK, zone);
            }
            if (MONTH.matcher(name).matches()) {
                return holding(LocalDate.parse(name + "-01"), Unit.MONTH, zone);
            }
            if (YEAR.matcher(name).matches()) {
                return holding(LocalDate.parse(name + "-01-01"), Unit.YEAR, zone);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no period " + name, e);
        }
        throw new IllegalArgumentException("\"" + name + "\" is no week like 2026-W47, month like 2026-10 or year");
    }

    /** The newest period that was over at this time. */
    public static CalendarPeriod over(Unit unit, Instant now, ZoneId zone) {
        return holding(LocalDate.ofInstant(now, zone), unit, zone).before();
    }

    private static CalendarPeriod holding(LocalDate day, Unit unit, ZoneId zone) {
        return switch (unit) {
            case WEEK -> {
                int year = day.get(IsoFields.WEEK_BASED_YEAR);
                int week = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
                yield new CalendarPeriod(String.format(Locale.ROOT, "%04d-W%02d", year, week), unit, monday, zone);
            }
            case MONTH ->
                new CalendarPeriod(
                        String.format(Locale.ROOT, "%04d-%02d", day.getYear(), day.getMonthValue()),
                        unit,
                        day.withDayOfMonth(1),
                        zone);
            case YEAR ->
                new CalendarPeriod(String.format(Locale.ROOT, "%04d", day.getYear()), unit, day.withDayOfYear(1), zone);
        };
    }

    /** The one before it. */
    public CalendarPeriod before() {
        return holding(first.minusDays(1), unit, zone);
    }

    /** Its last day. */
    public LocalDate last() {
        return first.plus(1, unit.length).minusDays(1);
    }

    /** Midnight before its first day. */
    public Instant begins() {
        return first.atStartOfDay(zone).toInstant();
    }

    /** Midnight after its last day, which does not belong to it. */
    public Instant ends() {
        return first.plus(1, unit.length).atStartOfDay(zone).toInstant();
    }

    /** The same as two points in time. */
    public Period period() {
        return new Period(begins(), ends());
    }

    /** {@code 2026-W47, 2026-11-16 to 2026-11-22 (Europe/Berlin)}. */
    @Override
    public String toString() {
        return name + ", " + first + " to " + last() + " (" + zone + ")";
    }
}
