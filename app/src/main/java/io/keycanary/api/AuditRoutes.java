package io.keycanary.api;

import io.keycanary.api.Route.Parameter;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.intake.AuditResults;
import io.keycanary.intake.AuditResults.Result;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the newest audit found about each token and each account. */
final class AuditRoutes {
    private final Ledger ledger;

    AuditRoutes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What proves a finding. */
    record AuditEvidence(String call, String excerpt, String at) {}

    /** A shortfall. It quotes names of the account. */
    record AuditFinding(
            String check,
            String severity,
            String subject,
            String account,
            String region,
            String statement,
            AuditEvidence evidence,
            String remedy) {
        static AuditFinding of(Finding finding) {
            return new AuditFinding(
                    finding.check().word(),
                    finding.severity().name(),
                    finding.subject(),
                    finding.account(),
                    finding.region(),
                    finding.statement(),
                    new AuditEvidence(
                            finding.evidence().call(),
                            finding.evidence().excerpt(),
                            Views.time(finding.evidence().at())),
                    finding.remedy());
        }
    }

    /** What was not looked at. */
    record AuditGap(String area, String what, String why, String kind) {
        static AuditGap of(NotChecked gap) {
            return new AuditGap(gap.area().word(), gap.what(), gap.why(), Words.small(gap.kind()));
        }
    }

    /**
     * A token.
     *
     * @param auditedAt null: not yet; it is neither clean nor complete then
     * @param findingsLeftOut how many more there are
     */
    record AuditedToken(
            String id,
            String label,
            String account,
            @OrNull @Nullable String auditedAt,
            boolean clean,
            boolean complete,
            List<AuditFinding> findings,
            int findingsLeftOut) {
        static AuditedToken of(CanaryToken token, Optional<Result> result) {
            return new AuditedToken(
                    token.id().toString(),
                    token.label(),
                    token.account().id(),
                    result.map(found -> Views.time(found.at())).orElse(null),
                    result.map(Result::clean).orElse(false),
                    result.map(Result::complete).orElse(false),
                    result.map(Result::findings).orElse(List.of()).stream()
                            .map(AuditFinding::of)
                            .toList(),
                    result.map(Result::leftOut).orElse(0));
        }
    }

    /**
     * An account.
     *
     * @param account null: what is about no account
     */
    record AuditedAccount(
            @OrNull @Nullable String account,
            String auditedAt,
            boolean clean,
            boolean complete,
            List<AuditFinding> findings,
            int findingsLeftOut,
            List<AuditGap> notChecked) {
        static AuditedAccount of(String account, Result result) {
            return new AuditedAccount(
                    account.isEmpty() ? null : account,
                    Views.time(result.at()),
                    result.clean(),
                    result.complete(),
                    result.findings().stream().map(AuditFinding::of).toList(),
                    result.leftOut(),
                    result.notChecked().stream().map(AuditGap::of).toList());
        }
    }

    /** A page of tokens; the accounts come with the first. */
    record AuditPage(
            List<AuditedAccount> accounts,
            List<AuditedToken> items,
            @OrNull @Nullable String next) {}

    List<Route> routes() {
        return List.of(Route.get(
                        "/audit",
                        Permission.VIEWER,
                        "What the newest audit found about each account (on the first page) and each token",
                        AuditPage.class,
                        this::list)
                .taking(Parameter.CURSOR, Parameter.LIMIT));
    }

    private Answer list(Call call) {
        Cursor cursor = Cursor.of(call);
        return Answer.ok(ledger.<AuditPage>read(stores -> page(stores, cursor)));
    }

    private static AuditPage page(Stores stores, Cursor cursor) {
        TokenId after = cursor.after() == null ? null : new TokenId(cursor.after());
        List<CanaryToken> fetched = stores.tokens().page(after, cursor.fetch());
        List<AuditedAccount> accounts = after != null
                ? List.of()
                : AuditResults.ofAccounts(stores).entrySet().stream()
                        .map(one -> AuditedAccount.of(one.getKey(), one.getValue()))
                        .toList();
        return new AuditPage(
                accounts,
                cursor.page(fetched).stream()
                        .map(token -> AuditedToken.of(token, AuditResults.of(stores, token.id())))
                        .toList(),
                cursor.next(fetched, token -> token.id().value()));
    }
}
