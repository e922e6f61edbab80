package io.keycanary.audit;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a decoy user has that it must not have, or lacks. */
final class UserChecks {
    /**
     * AWS has made new versions of it four times: the name behind the prefix differs (IAM, AWS managed policies). A policy
     * of the account that is called so is none of AWS: an intruder may have made it.
     */
    private static final String QUARANTINE = ":iam::aws:policy/AWSCompromisedKeyQuarantine";

    /** The same of earlier years, inline. Whoever may write it may call anything so: it counts if it only denies. */
    private static final String OLD_QUARANTINE = "AWSExposedCredentialPolicy_DO_NOT_REMOVE";

    private static final String DETAILS = "iam:GetAccountAuthorizationDetails";

    private final AccountFacts facts;
    private final CanaryToken token;
    private final Words words;
    private final List<Finding> findings = new ArrayList<>();

    private UserChecks(Registered registered, AccountFacts facts) {
        this.facts = facts;
        this.token = registered.token();
        DecoyTag tag = facts.account().tag();
        this.words = registered
                .words()
                .with("user", Objects.requireNonNullElse(token.identity().userName(), ""))
                .with("path", token.identity().path())
                .with("arn", Objects.requireNonNullElse(token.identity().userArn(), ""))
                .with("tag", tag.toString())
                .with("tag-key", tag.key())
                .with("tag-value", tag.value());
    }

    static List<Finding> of(Registered registered, AccountFacts facts) {
        UserChecks checks = new UserChecks(registered, facts);
        checks.look();
        return checks.findings;
    }

    /** Of a user that is not ours nothing more is said. */
    private void look() {
        if (token.identity().userName() == null && token.identity().principalId() == null) {
            add(Check.USER_UNKNOWN, "", "no ARN and no unique id");
            return;
        }
        Optional<UserFacts> found = facts.user(token);
        if (found.isEmpty()) {
            add(
                    Check.USER_MISSING,
                    "",
                    "UserDetailList has no " + token.identity().userArn());
            return;
        }
        UserFacts user = found.get();
        String id = token.identity().principalId();
        if (id != null && !id.equals(user.id())) {
            add(Check.USER_REPLACED, user.id(), "UserId " + user.id());
            return;
        }
        identity(user);
        privileges(user);
        credentials(user);
        grants(user);
    }

    private void identity(UserFacts user) {
        String arn = token.identity().userArn();
        if (arn != null && !arn.equals(user.arn())) {
            add(Check.USER_MOVED, user.arn(), "Arn " + user.arn());
        }
        DecoyTag tag = facts.account().tag();
        if (!tag.value().equals(user.tags().get(tag.key()))) {
            add(Check.TAG_MISSING, "", "Tags " + user.tags().keySet());
        }
    }

    private void privileges(UserFacts user) {
        for (UserFacts.Inline policy : user.inlinePolicies()) {
            boolean quarantine = policy.name().equals(OLD_QUARANTINE) && policy.deniesOnly();
            Check check = quarantine ? Check.QUARANTINED : Check.INLINE_POLICY;
            add(check, policy.name(), "UserPolicyList " + policy.name());
        }
        for (String policy : user.attachedPolicies()) {
            Check check = policy.contains(QUARANTINE) ? Check.QUARANTINED : Check.ATTACHED_POLICY;
            add(check, policy, "AttachedManagedPolicies " + user.attachedPolicies());
        }
        for (UserFacts.Group group : user.groups()) {
            Check check = group.policies().isEmpty() ? Check.GROUP_MEMBER : Check.GROUP_POLICY;
            add(check, group.name(), "GroupList " + group.name() + ", its policies " + group.policies());
        }
        if (user.boundary() != null) {
            add(Check.BOUNDARY, user.boundary(), "PermissionsBoundary " + user.boundary());
        }
    }

    private void credentials(UserFacts user) {
        has(Check.PASSWORD, user.password(), "has a password: true");
        has(Check.MFA, user.mfa(), "has an MFA device: true");
        has(Check.CERTIFICATE, user.certificate(), "has an active certificate: true");
        each(Check.SSH_KEY, user.sshKeys());
        each(Check.SERVICE_CREDENTIAL, user.serviceCredentials());
        each(Check.ACTION_ALLOWED, user.allowed());
        if (user.keys() != null) {
            findings.addAll(KeyChecks.of(token, words, user.keys()));
        }
    }

    private void has(Check check, @Nullable Seen<Boolean> seen, String excerpt) {
        if (seen != null && seen.value()) {
            findings.add(words.finding(check, "", seen.with(excerpt)));
        }
    }

    private void each(Check check, @Nullable Seen<List<String>> seen) {
        if (seen != null) {
            seen.value()
                    .forEach(what -> findings.add(
                            words.finding(check, what, seen.with(seen.value().toString()))));
        }
    }

    private void grants(UserFacts user) {
        for (Seen<Grant> seen : facts.grants()) {
            Grant grant = seen.value();
            if (grant.names(user)) {
                findings.add(words.finding(
                        check(grant), grant.resource(), grant.region(), seen.with("Principal " + grant.principals())));
            }
        }
    }

    private static Check check(Grant grant) {
        return switch (grant.kind()) {
            case KEY_GRANT -> Check.KEY_GRANT;
            case POLICY -> grant.resource().contains(":role/") ? Check.ROLE_TRUST : Check.RESOURCE_GRANT;
        };
    }

    private void add(Check check, String what, String excerpt) {
        findings.add(words.finding(check, what, new Evidence(DETAILS, excerpt, facts.at())));
    }
}
