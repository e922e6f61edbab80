package io.keycanary.audit;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with an account as a whole. */
final class AccountChecks {
    private final ManagedAccount account;
    private final List<Finding> findings = new ArrayList<>();

    private AccountChecks(ManagedAccount account) {
        this.account = account;
    }

    /** Who else is among the decoys, what is open to all, and what the organisation does. */
    static List<Finding> of(AccountFacts facts, List<CanaryToken> ofAccount) {
        AccountChecks checks = new AccountChecks(facts.account());
        checks.others(facts, ofAccount);
        checks.open(facts);
        if (facts.organisation() != null) {
            checks.organisation(facts.organisation());
        }
        return checks.findings;
    }

    /** Parts of the pipeline that are not as they should be. */
    static List<Finding> of(ManagedAccount account, Seen<List<Part>> parts) {
        AccountChecks checks = new AccountChecks(account);
        for (Part part : parts.value()) {
            Check check = switch (part.standing()) {
                case BROKEN -> Check.PIPELINE_BROKEN;
                case WAITING -> Check.PIPELINE_WAITING;
                case FOREIGN -> Check.PIPELINE_FOREIGN;
            };
            String what = part.detail().isEmpty() ? part.name() + " is missing" : part.name() + ": " + part.detail();
            checks.findings.add(checks.words(part.name()).finding(check, what, part.region(), parts.with(what)));
        }
        return checks.findings;
    }

    /** What is silent cannot be late as well: its last arrival is of before. */
    static List<Finding> of(ManagedAccount account, List<PathFacts> paths, Instant now) {
        AccountChecks checks = new AccountChecks(account);
        for (PathFacts path : paths) {
            if (path.missed() != null) {
                String what = path.path() + " did not tell of the drill of " + path.missed() + ", which was seen by "
                        + String.join(", ", path.seenBy());
                checks.add(Check.PATH_SILENT, path, what, now);
            } else if (path.lag() != null && path.lag().compareTo(path.bound()) > 0) {
                String what = path.path() + " brought the newest use "
                        + path.lag().toMinutes() + " minutes after it happened; it should take "
                        + path.bound().toMinutes() + " at most";
                checks.add(Check.PATH_LATE, path, what, now);
            }
        }
        return checks.findings;
    }

    private void add(Check check, PathFacts path, String what, Instant now) {
        findings.add(words(path.path()).finding(check, what, Evidence.register(what, now)));
    }

    static Finding unwatched(ManagedAccount account, Set<String> regions, Instant now) {
        String names = String.join(",", regions);
        return new AccountChecks(account)
                .words(account.name())
                .finding(
                        Check.PIPELINE_REGION,
                        names,
                        new Evidence("ec2:DescribeRegions", "switched on: " + names, now));
    }

    static Finding withoutPipeline(ManagedAccount account, Instant now) {
        return new AccountChecks(account)
                .words(account.name())
                .finding(Check.PIPELINE_NONE, "", Evidence.register("no pipeline is recorded", now));
    }

    private Words words(String subject) {
        return new Words(null, subject, account.account().id())
                .with("account", account.name())
                .with("path", account.path());
    }

    private void others(AccountFacts facts, List<CanaryToken> ofAccount) {
        Set<String> known = new HashSet<>();
        ofAccount.forEach(token -> facts.user(token).ifPresent(user -> known.add(user.id())));
        DecoyTag tag = account.tag();
        for (UserFacts user : facts.users()) {
            boolean marked = tag.value().equals(user.tags().get(tag.key()));
            if (user.arn().startsWith(account.userArn("")) && !known.contains(user.id())) {
                findings.add(words("")
                        .finding(
                                marked ? Check.STRAY_USER : Check.SHARED_PATH,
                                user.name(),
                                new Evidence("iam:GetAccountAuthorizationDetails", "Arn " + user.arn(), facts.at())));
            }
        }
    }

    private void open(AccountFacts facts) {
        for (Seen<Grant> seen : facts.grants()) {
            Grant grant = seen.value();
            if (grant.forEverybody()) {
                findings.add(words("")
                        .finding(
                                Check.OPEN_TO_ALL,
                                grant.resource(),
                                grant.region(),
                                seen.with("Principal * without a condition")));
            }
        }
    }

    private void organisation(Seen<Organisation> seen) {
        if (seen.value().managementAccount().equals(account.account().id())) {
            findings.add(words(account.name())
                    .finding(
                            Check.MANAGEMENT_ACCOUNT,
                            "",
                            seen.with("MasterAccountId " + seen.value().managementAccount())));
        } else if (!seen.value().guards(account.path())) {
            int count = seen.value().policies().size();
            findings.add(words(account.name())
                    .finding(
                            Check.GUARDRAIL,
                            "",
                            seen.with(count + " service control policies, none about user" + account.path() + "*")));
        }
    }
}
