package io.keycanary.cli;

import io.keycanary.cli.HistoryLookup.Attribute;
import io.keycanary.cli.HistoryLookup.Span;
import io.keycanary.detect.Detector;
import io.keycanary.detect.Match;
import io.keycanary.detect.MatchKind;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for earlier uses of tokens in CloudTrail's event history, as far back as AWS keeps it, and hands what it finds to
 * the intake, which opens incidents. AWS searches by user, key or resource, so that a busy account costs no more calls than
 * a quiet one. What others did to a decoy is only counted: its making is among that.
 */
final class LookBack {
    /** How far back AWS keeps events (CloudTrail user guide, "event history"). */
    static final Duration KEPT = Duration.ofDays(90);

    /** A minute for each question. */
    private static final int MOST_PAGES = 120;

    /** Where events of IAM are, and with them what AWS says about a key that became public. */
    private static final String GLOBAL = "us-east-1";

    private final HistoryLookup history;
    private final RecordSource.Sink intake;
    private final Progress progress;
    private final Map<String, String> records = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();
    private int uses;
    private int changes;

    LookBack(HistoryLookup history, RecordSource.Sink intake, Progress progress) {
        this.history = history;
        this.intake = intake;
        this.progress = progress;
    }

    /** Reads it; a region that does not answer leaves the others. */
    void read(ManagedAccount account, List<CanaryToken> tokens, Collection<String> regions, Instant now)
            throws InterruptedException {
        Instant to = now.truncatedTo(ChronoUnit.SECONDS);
        for (String region : regions) {
            records.clear();
            try {
                ask(new Span(account, region, to.minus(KEPT), to, MOST_PAGES), tokens);
            } catch (AccountException e) {
                missing.add("the event history of " + region + ": " + e.getMessage());
            }
            take(account, region, tokens, now); // what was read before it failed is right
        }
        progress.clear();
    }

    private void ask(Span span, List<CanaryToken> tokens) throws InterruptedException {
        int done = 0;
        for (CanaryToken token : tokens) {
            int number = ++done;
            progress.show(() -> span.region() + ": token " + number + " of " + tokens.size());
            for (Attribute attribute : attributes(token, span.region())) {
                boolean whole = history.lookup(
                        new Span(span.account(), span.region(), span.from(), span.to(), span.mostPages(), attribute),
                        record -> records.putIfAbsent(record, ""));
                if (!whole) {
                    missing.add("the oldest events of " + attribute.value() + " in " + span.region()
                            + ": there are more than " + MOST_PAGES + " pages");
                }
            }
        }
    }

    private static List<Attribute> attributes(CanaryToken token, String region) {
        List<Attribute> all = new ArrayList<>();
        String name = token.identity().userName();
        if (name != null) {
            all.add(new Attribute("Username", name));
        }
        token.keys().forEach(key -> all.add(new Attribute("AccessKeyId", key.id())));
        if (name != null && region.equals(GLOBAL)) {
            all.add(new Attribute("ResourceName", name));
        }
        return all;
    }

    private void take(ManagedAccount account, String region, List<CanaryToken> tokens, Instant now)
            throws InterruptedException {
        List<String> all = List.copyOf(records.keySet());
        Set<Long> wanted = new TreeSet<>();
        scan(all, tokens, match -> {
            if (match.kind() == MatchKind.TAMPER) {
                changes++;
            } else {
                uses++;
                used.add(match.token());
                wanted.add(match.index());
            }
        });
        if (!wanted.isEmpty()) {
            List<String> found =
                    wanted.stream().map(index -> all.get(index.intValue())).toList();
            offer(found, "history:" + account.name() + "/" + region, now);
        }
    }

    private static void scan(List<String> records, List<CanaryToken> tokens, java.util.function.Consumer<Match> match) {
        TokenIndex index = TokenIndex.of(tokens.stream().map(LookBack::watched).toList(), List.of());
        try {
            new Detector(index).scan(new ByteArrayInputStream(lines(records)), match::accept);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
    }

    private static WatchedToken watched(CanaryToken token) {
        return new WatchedToken(
                token.id().toString(),
                token.keys().stream().map(AccessKey::id).toList(),
                token.identity().principalId(),
                token.identity().userArn());
    }

    private static byte[] lines(List<String> records) {
        return String.join("\n", records).getBytes(StandardCharsets.UTF_8);
    }

    private void offer(List<String> found, String origin, Instant now) throws InterruptedException {
        Outcome outcome = intake.offer(new RecordBytes(
                DetectionPath.EVENT_HISTORY, origin, RecordBytes.Bytes.of(lines(found)), now, true, null));
        switch (outcome) {
            case Outcome.Done done -> {}
            case Outcome.Retry retry -> throw CommandFailure.incomplete(retry.reason() + "; run the same again");
            case Outcome.Reject reject -> missing.add(origin + ": " + reject.reason());
        }
    }

    /** How many records of uses there were, those that were known already too. */
    int uses() {
        return uses;
    }

    /** How many tokens were used. */
    int tokens() {
        return used.size();
    }

    /** How many times somebody else did something to one of them. */
    int changes() {
        return changes;
    }

    /** What was not read, and why. */
    List<String> missing() {
        return missing;
    }
}
