package io.keycanary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service control policy for the accounts in which decoys live.
 *
 * @param kind which of ours it is
 * @param purpose what it prevents, in one sentence
 * @param text JSON without white space, which would count
 */
public record Guardrail(Kind kind, String purpose, String text) {
    /** The longest service control policy since May 2026, in characters. */
    public static final int MAX_CHARS = 10_240;

    /** The longest one before that, and where that change has not come yet. */
    public static final int OLD_MAX_CHARS = 5_120;

    /** What gives a user something that a decoy must not have, or takes it from our sight. */
    private static final List<String> USER_ACTIONS = List.of(
            "iam:AttachUserPolicy",
            "iam:PutUserPolicy",
            "iam:PutUserPermissionsBoundary",
            "iam:DeleteUserPermissionsBoundary",
            "iam:CreateLoginProfile",
            "iam:UpdateLoginProfile",
            "iam:ChangePassword",
            "iam:CreateServiceSpecificCredential",
            "iam:ResetServiceSpecificCredential",
            "iam:UpdateServiceSpecificCredential",
            "iam:UploadSigningCertificate",
            "iam:UpdateSigningCertificate",
            "iam:UploadSSHPublicKey",
            "iam:UpdateSSHPublicKey",
            "iam:EnableMFADevice",
            "iam:ResyncMFADevice",
            "iam:TagUser",
            "iam:UntagUser",
            "iam:UpdateUser",
            "iam:DeleteUser",
            "iam:CreateAccessKey",
            "iam:UpdateAccessKey",
            "iam:DeleteAccessKey");

    private static final List<String> GROUP_ACTIONS =
            List.of("iam:AddUserToGroup", "iam:CreateGroup", "iam:AttachGroupPolicy", "iam:PutGroupPolicy");

    /** Which one. */
    public enum Kind {
        /** Keeps decoys as they are. */
        PROTECT_DECOYS("users"),
        /** Lets decoys do nothing at all. */
        DECOYS_DO_NOTHING("calls");

        private final String about;

        Kind(String about) {
            this.about = about;
        }

        /**
         * What the policy for a path is called in an organisation: nothing in it says what it is for.
         *
         * @param pipeline what everything of ours is called
         */
        public String policyName(String pipeline, String path) {
            return pipeline + "-" + about + "-" + Integer.toHexString(path.hashCode());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Checks the length. */
    public Guardrail {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("policy " + kind + " has " + text.length()
                    + " characters, and a service control policy at most " + MAX_CHARS + ": name fewer operators");
        }
    }

    /**
     * What the guardrails are made for.
     *
     * @param path in which there are decoys only, such as {@code /svc/ci/}
     * @param tag that every decoy bears; null when they bear none
     * @param operators ARN patterns of the roles that manage decoys
     * @param dedicated whether the account holds nothing but decoys
     */
    public record Scope(String path, @Nullable Tag tag, List<String> operators, boolean dedicated) {
        /** Checks path and patterns. */
        public Scope {
            DecoyPath.checked(path);
            operators = List.copyOf(operators);
            for (String operator : operators) {
                if (!operator.matches("arn:[a-z*-]+:iam::([0-9]{12}|\\*):role/[!-~]{1,576}")) {
                    throw new IllegalArgumentException("an operator is the ARN of a role, with * where it may differ,"
                            + " such as arn:aws:iam::*:role/TokenManager, unlike \"" + operator + "\"");
                }
            }
            if (operators.isEmpty()) {
                throw new IllegalArgumentException("without an operator nobody could issue or retire a token: name the"
                        + " role that does, such as arn:aws:iam::*:role/TokenManager");
            }
        }

        private String users() {
            return "arn:aws:iam::*:user" + path + "*";
        }
    }

    /** Short, for people. */
    public String name() {
        return kind.toString();
    }

    /** Key and value of a tag. */
    public record Tag(String key, String value) {}

    /** Keeps decoys as they are: nobody but the operators changes them, or gives them anything. */
    public static Guardrail protecting(Scope scope) {
        List<Object> statements = new ArrayList<>();
        List<String> byPath = new ArrayList<>(USER_ACTIONS);
        byPath.add("iam:CreateUser");
        statements.add(deny("DecoysByPath", byPath, scope.users(), others(scope, Map.of())));
        if (scope.tag() != null) {
            Map<String, Object> tagged = equal("aws:ResourceTag/", scope.tag());
            statements.add(deny("DecoysByTag", USER_ACTIONS, "arn:aws:iam::*:user/*", others(scope, tagged)));
            statements.add(deny(
                    "NoFalseDecoys",
                    List.of("iam:CreateUser", "iam:TagUser"),
                    "arn:aws:iam::*:user/*",
                    others(scope, equal("aws:RequestTag/", scope.tag()))));
        }
        if (scope.dedicated()) {
            statements.add(deny("NoGroups", GROUP_ACTIONS, "arn:aws:iam::*:group/*", others(scope, Map.of())));
        }
        return new Guardrail(
                Kind.PROTECT_DECOYS,
                "nobody but the operators gives a decoy a permission or a credential, moves or deletes it",
                policy(statements));
    }

    /** Lets decoys do nothing at all, whatever a policy of a bucket, queue or key would give them. */
    public static Guardrail silencing(Scope scope) {
        List<Object> statements = new ArrayList<>();
        statements.add(deny(
                "NothingByPath",
                List.of("*"),
                "*",
                JsonText.object("ArnLike", JsonText.object("aws:PrincipalArn", scope.users()))));
        if (scope.tag() != null) {
            statements.add(deny("NothingByTag", List.of("*"), "*", equal("aws:PrincipalTag/", scope.tag())));
        }
        return new Guardrail(
                Kind.DECOYS_DO_NOTHING,
                "no policy of a bucket, queue, topic, key or secret gives a decoy anything",
                policy(statements));
    }

    /** What these policies do not do, and what they cost. */
    public static List<String> tradeOffs(Scope scope) {
        List<String> list = new ArrayList<>(List.of(
                "They do not apply in the management account of the organisation: keep decoys out of it.",
                "protect-decoys does not stop somebody from putting a decoy into a group"
                        + (scope.dedicated()
                                ? " that exists already; it stops new groups and memberships in this account."
                                : ": IAM does not tell a policy which user that is about. In an account of decoys alone"
                                        + " use --dedicated; elsewhere watch for AddUserToGroup."),
                "protect-decoys does not stop a change to a policy that is attached already, or a policy of a bucket,"
                        + " queue or key that names a decoy: decoys-do-nothing does.",
                "decoys-do-nothing changes what an intruder reads: \"with an explicit deny in a service control policy\","
                        + " since 2026 with the id of the organisation. Without it a decoy looks like any user without"
                        + " permissions.",
                "decoys-do-nothing does not stop GetCallerIdentity, which AWS always answers: the trap still rings.",
                "An operator of IAM Identity Center has the path aws-reserved/sso.amazonaws.com/ in its role."));
        if (scope.tag() == null) {
            list.add(
                    "Without a tag, a session of GetFederationToken is not reached by decoys-do-nothing: its ARN has no"
                            + " path.");
        } else {
            list.add("The tag protects from the moment it is there: decoys are created with it in one call.");
        }
        return list;
    }

    private static Map<String, Object> others(Scope scope, Map<String, Object> more) {
        Map<String, Object> condition = new java.util.LinkedHashMap<>(more);
        condition.put("ArnNotLike", JsonText.object("aws:PrincipalArn", scope.operators()));
        return condition;
    }

    private static Map<String, Object> equal(String key, Tag tag) {
        return JsonText.object("StringEquals", JsonText.object(key + tag.key(), tag.value()));
    }

    private static Map<String, Object> deny(
            String sid, List<String> actions, String resource, Map<String, Object> condition) {
        return JsonText.object(
                "Sid", sid, "Effect", "Deny", "Action", actions, "Resource", resource, "Condition", condition);
    }

    private static String policy(List<Object> statements) {
        return JsonText.compact(JsonText.object("Version", "2012-10-17", "Statement", statements));
    }
}
