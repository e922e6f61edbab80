package io.keycanary.intake;

import io.keycanary.audit.Area;
import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Check;
import io.keycanary.audit.Evidence;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The newest outcome of the audit of each token and each account, kept with the checkpoints as lines of words. What another
 * version of this program has written and this one does not know is left out.
 */
public final class AuditResults {
    /** Of more findings about one token or account the gravest are kept, and the others are counted. */
    public static final int MOST = 500;

    private static final String OF_TOKEN = "audit-result/token/";
    private static final String OF_ACCOUNT = "audit-result/account/";

    private AuditResults() {}

    /**
     * What came of the newest audit of one token or account.
     *
     * @param clean whether the trap works as far as was seen; for an account, whether nothing was found about it
     * @param complete whether all was looked at that should have been
     * @param findings the gravest first, at most {@link #MOST}
     * @param leftOut how many more there were
     * @param notChecked of an account; none of a token
     */
    public record Result(
            Instant at,
            boolean clean,
            boolean complete,
            List<Finding> findings,
            int leftOut,
            List<NotChecked> notChecked) {
        /** Copies the lists. */
        public Result {
            findings = List.copyOf(findings);
            notChecked = List.copyOf(notChecked);
        }

        private static Result of(
                AuditRun run, boolean clean, boolean complete, List<Finding> all, List<NotChecked> gaps) {
            List<Finding> kept = all.subList(0, Math.min(MOST, all.size()));
            return new Result(run.at(), clean, complete, kept, all.size() - kept.size(), gaps);
        }
    }

    /**
     * Keeps the outcome of an audit of whole accounts, and forgets what is kept of accounts that nobody has any more.
     *
     * @param accounts ids of those that were audited; empty text for what is about no account
     */
    public static void keep(Stores stores, AuditRun run, Set<String> accounts) {
        for (CanaryToken token : run.tokens()) {
            boolean complete = run.complete(token.account().id());
            put(stores, OF_TOKEN + token.id(), Result.of(run, run.clean(token), complete, run.about(token), List.of()));
        }
        accounts.forEach(account -> put(stores, OF_ACCOUNT + account, ofAccount(run, account)));
        Set<String> known =
                stores.accounts().all().stream().map(one -> one.account().id()).collect(Collectors.toSet());
        stores.checkpoints().startingWith(OF_ACCOUNT).stream()
                .filter(kept -> !accounts.contains(account(kept)) && !known.contains(account(kept)))
                .forEach(kept -> stores.checkpoints().remove(kept.source()));
    }

    private static Result ofAccount(AuditRun run, String account) {
        List<Finding> findings = run.findings().stream()
                .filter(finding -> finding.token() == null && finding.account().equals(account))
                .toList();
        List<NotChecked> gaps = run.notChecked().stream()
                .filter(gap -> gap.account().equals(account))
                .toList();
        return Result.of(run, findings.isEmpty(), run.complete(account), findings, gaps);
    }

    /** Of a token; empty before its first audit. */
    public static Optional<Result> of(Stores stores, TokenId token) {
        return stores.checkpoints().position(OF_TOKEN + token).map(AuditResults::read);
    }

    /** Of all accounts by their ids; under the empty text what is about no account. */
    public static Map<String, Result> ofAccounts(Stores stores) {
        Map<String, Result> all = new TreeMap<>();
        stores.checkpoints().startingWith(OF_ACCOUNT).forEach(kept -> all.put(account(kept), read(kept.position())));
        return all;
    }

    private static String account(Checkpoint kept) {
        return kept.source().substring(OF_ACCOUNT.length());
    }

    private static void put(Stores stores, String source, Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(line(result.at(), result.clean(), result.complete(), result.leftOut()));
        result.findings().forEach(finding -> lines.add(line(finding)));
        result.notChecked().forEach(gap -> lines.add(line(gap)));
        stores.checkpoints().put(new Checkpoint(source, String.join("\n", lines)));
    }

    private static String line(Finding finding) {
        return line(
                "finding",
                finding.check().name(),
                finding.token() == null ? "" : finding.token(),
                finding.subject(),
                finding.account(),
                finding.region(),
                finding.statement(),
                finding.evidence().call(),
                finding.evidence().excerpt(),
                finding.evidence().at(),
                finding.remedy());
    }

    private static String line(NotChecked gap) {
        return line("gap", gap.account(), gap.area(), gap.what(), gap.why(), gap.kind());
    }

    private static String line(Object... words) {
        return Stream.of(words)
                .map(word -> URLEncoder.encode(word.toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    private static Result read(String position) {
        List<List<String>> lines = position.lines().map(AuditResults::words).toList();
        List<String> head = lines.getFirst();
        List<Finding> findings = new ArrayList<>();
        List<NotChecked> gaps = new ArrayList<>();
        for (List<String> words : lines.subList(1, lines.size())) {
            if (words.getFirst().equals("finding")) {
                named(Check.values(), words.get(1)).ifPresent(check -> findings.add(finding(check, words)));
            } else {
                named(Area.values(), words.get(2)).ifPresent(area -> gaps.add(gap(area, words)));
            }
        }
        return new Result(
                Instant.parse(head.get(0)),
                Boolean.parseBoolean(head.get(1)),
                Boolean.parseBoolean(head.get(2)),
                findings,
                Integer.parseInt(head.get(3)),
                gaps);
    }

    private static List<String> words(String line) {
        return Stream.of(line.split(" ", -1))
                .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                .toList();
    }

    private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
        return Stream.of(all).filter(one -> one.name().equals(name)).findFirst();
    }

    private static Finding finding(Check check, List<String> words) {
        return new Finding(
                check,
                words.get(2).isEmpty() ? null : TokenId.of(words.get(2)),
                words.get(3),
                words.get(4),
                words.get(5),
                words.get(6),
                new Evidence(words.get(7), words.get(8), Instant.parse(words.get(9))),
                words.get(10));
    }

    private static NotChecked gap(Area area, List<String> words) {
        return new NotChecked(words.get(1), area, words.get(3), words.get(4), NotChecked.Kind.valueOf(words.get(5)));
    }
}
