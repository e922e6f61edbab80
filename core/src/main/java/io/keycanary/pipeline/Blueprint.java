package io.keycanary.pipeline;

import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A pipeline as it should be: the classic path (trail, log group, metric filters, alarm, topic) and the fast one (rules
 * of each region, bus, queue). What is exported, made, compared and removed follows from it alone.
 *
 * @param plan metric filters and who is covered
 * @param patterns of the rules of each region, for what a decoy does
 * @param tokens of the account; the retired too
 * @param subscribers of the topic
 */
public record Blueprint(
        Site site,
        FilterPlan plan,
        List<EventPattern> patterns,
        List<CanaryToken> tokens,
        List<Subscriber> subscribers) {
    /** The rule state that lets read-only calls through as well: plain {@code ENABLED} drops them. */
    public static final String RULE_STATE = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

    /** The metric that all filters count into. */
    public static final String METRIC = "Uses";

    /** Over how long the alarm counts uses: the shortest that does not cost more. */
    public static final int ALARM_SECONDS = 60;

    /** Tag key of all parts that can have a tag; its value is the name of the pipeline. */
    public static final String TAG = "pipeline";

    /** How long the log group keeps records: they are in the bucket for longer. */
    public static final int RETENTION_DAYS = 30;

    /** How long a queue keeps a message: the longest that SQS offers. */
    public static final int QUEUE_SECONDS = 1_209_600;

    /** How often a message is tried before it goes to the queue for what could not be delivered. */
    public static final int TRIES = 5;

    /** Copies the lists. */
    public Blueprint {
        patterns = List.copyOf(patterns);
        tokens = List.copyOf(tokens);
        subscribers = List.copyOf(subscribers);
    }

    /**
     * Who gets the notices of the alarm.
     *
     * @param protocol {@code email}, {@code https}, {@code sqs} or {@code sms}
     */
    public record Subscriber(String protocol, String endpoint) {
        private static final Map<String, String> FORMS = Map.of(
                "email", "[^@\\s]+@[^@\\s]+",
                "https", "https://\\S+",
                "sqs", "arn:aws[\\w-]*:sqs:[\\w-]+:\\d{12}:[\\w.-]+",
                "sms", "\\+[0-9]{6,15}");

        /** Checks the form. */
        public Subscriber {
            String form = FORMS.get(protocol);
            if (form == null || !endpoint.matches(form)) {
                throw new IllegalArgumentException("a subscriber is email:NAME@HOST, https:https://..., sqs:ARN or"
                        + " sms:+NUMBER, unlike \"" + protocol + ":" + endpoint + "\"");
            }
        }

        /** Reads {@code PROTOCOL:ENDPOINT}; an https address may stand alone. */
        public static Subscriber parse(String text) {
            if (text.startsWith("https://")) {
                return new Subscriber("https", text);
            }
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Subscriber("", text)
                    : new Subscriber(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /**
     * The pipeline for some tokens.
     *
     * @param tokens of the account; the retired too
     * @param paths in which there are decoys only
     * @param room how many filters the log group takes
     * @param byPath whether tokens on the paths have no rules by principal id and key; see {@link RuleChoice}
     */
    public static Blueprint of(
            Site site,
            List<CanaryToken> tokens,
            List<String> paths,
            int room,
            List<Subscriber> subscribers,
            boolean byPath) {
        return new Blueprint(
                site,
                FilterPlan.of(site.accountId(), tokens, paths, room),
                EventPattern.of(site.accountId(), tokens, paths, byPath),
                tokens,
                subscribers);
    }

    /** The same with every rule that helps. */
    public static Blueprint of(
            Site site, List<CanaryToken> tokens, List<String> paths, int room, List<Subscriber> subscribers) {
        return of(site, tokens, paths, room, subscribers, false);
    }

    /** How many rules the default bus of the fullest region gets. */
    public int rules() {
        return Stream.concat(Stream.of(site.homeRegion()), site.otherRegions().stream())
                .mapToInt(region -> patterns(region).size())
                .max()
                .orElseThrow();
    }

    /**
     * The patterns of the rules of one region: what decoys do, what others do to them and to the pipeline, and, in the one
     * region where AWS Health tells of it, that a key is public.
     */
    public List<EventPattern> patterns(String region) {
        List<EventPattern> all = new ArrayList<>(patterns);
        all.addAll(WatchPatterns.of(site, region, tokens));
        if (region.equals("us-east-1")) {
            all.add(EventPattern.ofHealth());
        }
        return all;
    }

    /** The patterns of the rules of our bus: whatever another region forwards. */
    public List<EventPattern> busPatterns() {
        List<EventPattern> all = new ArrayList<>(patterns);
        all.addAll(WatchPatterns.ofBus(site, tokens));
        if (site.otherRegions().contains("us-east-1")) {
            all.add(EventPattern.ofHealth());
        }
        return all;
    }
}
