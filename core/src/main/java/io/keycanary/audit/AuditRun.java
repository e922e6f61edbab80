package io.keycanary.audit;

import io.keycanary.audit.NotChecked.Kind;
import io.keycanary.token.CanaryToken;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one audit came to.
 *
 * @param tokens that were audited
 * @param findings the gravest first
 */
public record AuditRun(Instant at, List<CanaryToken> tokens, List<Finding> findings, List<NotChecked> notChecked) {
    /** Sorts the findings, stable within a severity. */
    public AuditRun {
        tokens = List.copyOf(tokens);
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        notChecked = List.copyOf(notChecked);
    }

    /** Whether all was looked at that should have been. */
    public boolean complete() {
        return notChecked.stream().noneMatch(gap -> gap.kind() == Kind.FAILED);
    }

    /** The same for what is about one account. */
    public boolean complete(String accountId) {
        return notChecked.stream()
                .noneMatch(gap -> gap.kind() == Kind.FAILED && gap.account().equals(accountId));
    }

    /** What was not looked at in an account, for whatever reason. */
    public Set<Area> unseen(String accountId) {
        return notChecked.stream()
                .filter(gap -> gap.account().equals(accountId))
                .map(NotChecked::area)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Area.class)));
    }

    /** Whether a finding is at least so grave. */
    public boolean finds(Severity severity) {
        return findings.stream().anyMatch(finding -> finding.severity().compareTo(severity) >= 0);
    }

    /** Findings about a token. */
    public List<Finding> about(CanaryToken token) {
        return findings.stream()
                .filter(finding -> token.id().equals(finding.token()))
                .toList();
    }

    /**
     * Whether the trap works as far as this audit saw: nothing weakens the token, and nothing keeps the pipeline of its
     * account from telling of a use.
     */
    public boolean clean(CanaryToken token) {
        return findings.stream()
                .noneMatch(finding -> token.id().equals(finding.token())
                        ? finding.severity().compareTo(Severity.MEDIUM) >= 0
                        : finding.token() == null
                                && finding.account().equals(token.account().id())
                                && finding.severity().compareTo(Severity.HIGH) >= 0);
    }
}
