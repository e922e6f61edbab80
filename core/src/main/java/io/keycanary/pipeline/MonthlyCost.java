package io.keycanary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a pipeline costs a month, by the list prices of us-east-1 as known in November 2026 (pricing pages of
 * CloudTrail, CloudWatch, EventBridge, SQS and SNS). Free tiers are left out, so a small account pays less; taxes,
 * discounts and other regions' prices are not known.
 *
 * @param eventsPerMonth management events of all regions
 * @param dataEvents whether the data events of decoys are recorded
 * @param secondTrail whether another trail records management events already
 */
public record MonthlyCost(Blueprint blueprint, double eventsPerMonth, boolean secondTrail, boolean dataEvents) {
    /** Without data events. */
    public MonthlyCost(Blueprint blueprint, double eventsPerMonth, boolean secondTrail) {
        this(blueprint, eventsPerMonth, secondTrail, false);
    }

    private static final double HUNDRED_THOUSAND = 100_000;

    /** The first copy of management events is free. */
    private static final double SECOND_COPY_PER_HUNDRED_THOUSAND = 2.00;

    private static final double LOGS_PER_GIGABYTE = 0.50;
    private static final double STORED_PER_GIGABYTE = 0.03;
    private static final double METRIC = 0.30;
    private static final double ALARM = 0.10;

    /** Events that match are the uses of decoys: a handful. Their price is shown so that nobody misses it. */
    private static final double FORWARDED_PER_MILLION = 1.00;

    /** Median of 80,000 real records. */
    private static final double BYTES_PER_EVENT = 1_240;

    private static final double GIGABYTE = 1e9;

    /**
     * One position.
     *
     * @param path detection path; {@code trail} for what both need
     * @param what is paid for
     * @param how the amount comes about
     * @param dollars US dollars a month
     */
    public record Item(String path, String what, String how, double dollars) {}

    /** The positions, those of one path together. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>();
        items.add(
                secondTrail
                        ? new Item(
                                "trail",
                                "second copy of management events",
                                text("%,.0f events at $2.00 per 100,000", eventsPerMonth),
                                eventsPerMonth / HUNDRED_THOUSAND * SECOND_COPY_PER_HUNDRED_THOUSAND)
                        : new Item("trail", "first copy of management events", "free", 0));
        double gigabytes = eventsPerMonth * BYTES_PER_EVENT / GIGABYTE;
        items.add(new Item(
                "trail-logs",
                "CloudWatch Logs, taken in",
                text("%.2f GB at $0.50", gigabytes),
                gigabytes * LOGS_PER_GIGABYTE));
        items.add(new Item(
                "trail-logs",
                "CloudWatch Logs, kept " + Blueprint.RETENTION_DAYS + " days",
                text("%.2f GB at $0.03 before compression", gigabytes),
                gigabytes * STORED_PER_GIGABYTE));
        items.add(new Item("trail-logs", "one custom metric", "for all filters together", METRIC));
        items.add(new Item("trail-logs", "one alarm", "standard resolution", ALARM));
        int forwarding = blueprint.site().regions().size() - 1;
        items.add(new Item(
                "eventbridge",
                "events of AWS services, rules, queue",
                text("free; %d regions forward what matches at $%.2f per million", forwarding, FORWARDED_PER_MILLION),
                0));
        if (dataEvents) {
            items.add(new Item(
                    "trail-s3",
                    "data events of decoys",
                    "$0.10 per 100,000; nobody uses decoys but drills and intruders, and a drill makes none",
                    0));
        }
        items.add(new Item("event-history", "LookupEvents", "free", 0));
        items.add(new Item("last-used", "IAM", "free", 0));
        return List.copyOf(items);
    }

    /** US dollars a month, all together. */
    public double dollars() {
        return items().stream().mapToDouble(Item::dollars).sum();
    }

    /** So many in a month of 730 hours, when there were so many in an hour. */
    public static double perMonth(double eventsPerHour) {
        return eventsPerHour * 730;
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
