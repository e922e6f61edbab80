package io.keycanary.aws;

import io.keycanary.respond.ResponseAction;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Denies everything to the sessions of a role or user that were made until now, to the second (IAM user guide, "Revoke IAM role
 * temporary security credentials"). Keys that last, and sessions made later, go on. Undo deletes that policy and no
 * other: its name has the time in it.
 */
final class SessionRevocation implements ResponseAction {
    private static final String POLICY = "policy";
    private static final String BEFORE = "issuedBefore";

    private final AccountClients clients;
    private final IamClient iam;
    private final boolean role;
    private final String name;
    private final InstantSource clock;

    SessionRevocation(AccountClients clients, boolean role, String name, InstantSource clock) {
        this.clients = clients;
        this.iam = clients.client(IamClient.builder());
        this.role = role;
        this.name = name;
        this.clock = clock;
    }

    @Override
    public Plan look() {
        if (role) {
            AwsFailure.orThrow("iam:GetRole", () -> iam.getRole(r -> r.roleName(name)));
        } else {
            AwsFailure.orThrow("iam:GetUser", () -> iam.getUser(r -> r.userName(name)));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String policy = "RevokeOlderSessions-" + now.toEpochMilli();
        // Whole seconds, and this one too: a session that was made in it a moment ago is the one to be stopped.
        String time = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString();
        return new Plan(
                List.of((role ? "iam:PutRolePolicy RoleName=" : "iam:PutUserPolicy UserName=") + name + " PolicyName="
                        + policy + " PolicyDocument=" + document(time)),
                Map.of(POLICY, policy, BEFORE, time));
    }

    private static String document(String time) {
        return IamPolicy.builder()
                .addStatement(statement -> statement
                        .effect(IamEffect.DENY)
                        .addAction("*")
                        .addResource("*")
                        .addCondition(condition -> condition
                                .operator(IamConditionOperator.DATE_LESS_THAN)
                                .key("aws:TokenIssueTime")
                                .value(time)))
                .build()
                .toJson();
    }

    @Override
    public void apply(Map<String, String> before) {
        String policy = String.valueOf(before.get(POLICY));
        String document = document(String.valueOf(before.get(BEFORE)));
        if (role) {
            AwsFailure.orThrow(
                    "iam:PutRolePolicy",
                    () -> iam.putRolePolicy(
                            r -> r.roleName(name).policyName(policy).policyDocument(document)));
        } else {
            AwsFailure.orThrow(
                    "iam:PutUserPolicy",
                    () -> iam.putUserPolicy(
                            r -> r.userName(name).policyName(policy).policyDocument(document)));
        }
    }

    @Override
    public void undo(Map<String, String> before) {
        String policy = String.valueOf(before.get(POLICY));
        if (role) {
            ifThere(
                    "iam:DeleteRolePolicy",
                    () -> iam.deleteRolePolicy(r -> r.roleName(name).policyName(policy)));
        } else {
            ifThere(
                    "iam:DeleteUserPolicy",
                    () -> iam.deleteUserPolicy(r -> r.userName(name).policyName(policy)));
        }
    }

    private static void ifThere(String action, Supplier<?> deletion) {
        try {
            AwsFailure.orThrow(action, deletion);
        } catch (AccountException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
