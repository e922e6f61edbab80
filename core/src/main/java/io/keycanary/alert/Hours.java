package io.keycanary.alert;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the week by the clock on the wall, so that it stays where people expect it when summer time begins and ends.
 *
 * @param first first day
 * @param last last day; before the first one when the days go over the end of the week
 * @param from minute of the day
 * @param until minute of the day at which it ends; not after {@code from} when it ends on the next day, which then
 *     counts to the day on which it began
 * @param zone whose clock
 */
public record Hours(DayOfWeek first, DayOfWeek last, int from, int until, ZoneId zone) {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern FORM =
            Pattern.compile("(?:([a-z]{3})(?:-([a-z]{3}))? )?(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d) (\\S+)");
    private static final int DAY_MINUTES = 24 * 60;

    /**
     * Reads {@code mon-fri 08:00-18:00 Europe/Berlin}; without days it is every day.
     *
     * @throws IllegalArgumentException when it cannot be read; the message shows the form
     */
    public static Hours of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong();
        }
        DayOfWeek first = form.group(1) == null ? DayOfWeek.MONDAY : day(form.group(1));
        DayOfWeek single = form.group(1) == null ? DayOfWeek.SUNDAY : first;
        DayOfWeek last = form.group(2) == null ? single : day(form.group(2));
        int from = minute(form.group(3), form.group(4));
        int until = minute(form.group(5), form.group(6));
        if (from == until || from == DAY_MINUTES) {
            throw wrong();
        }
        try {
            return new Hours(first, last, from, until, ZoneId.of(form.group(7)));
        } catch (ZoneRulesException e) {
            throw new IllegalArgumentException("a time zone such as Europe/Berlin or UTC at its end", e);
        }
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "days, times and a time zone: mon-fri 08:00-18:00 Europe/Berlin; without days it is every day");
    }

    private static DayOfWeek day(String word) {
        int day = DAYS.indexOf(word);
        if (day < 0) {
            throw wrong();
        }
        return DayOfWeek.of(day + 1);
    }

    private static int minute(String hour, String minute) {
        int all = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        if (Integer.parseInt(minute) > 59 || all > DAY_MINUTES) {
            throw wrong();
        }
        return all;
    }

    /** Whether this moment is in it. */
    public boolean contains(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        if (from < until) {
            return minute >= from && minute < until && on(local.getDayOfWeek());
        }
        return minute >= from && on(local.getDayOfWeek())
                || minute < until && on(local.getDayOfWeek().minus(1));
    }

    private boolean on(DayOfWeek day) {
        return first.compareTo(last) <= 0
                ? day.compareTo(first) >= 0 && day.compareTo(last) <= 0
                : day.compareTo(first) >= 0 || day.compareTo(last) <= 0;
    }
}
