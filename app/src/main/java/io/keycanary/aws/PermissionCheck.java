package io.keycanary.aws;

import io.keycanary.token.AccountConnector.Caller;
import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.PermissionState;
import io.keycanary.token.AccountConnector.Standing;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.ManagedAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/**
 * Whether we have the permissions of a duty. IAM's policy simulator is asked about all of them, since nothing may be
 * changed to find out; where it cannot be asked, the calls that only read are made, and the rest stays unknown. The
 * simulator may be wrong: it knows no policy of a resource and no session policy (IAM API, SimulatePrincipalPolicy).
 */
final class PermissionCheck {
    /** Reads that prove a permission of their own: called with a name that no user has. */
    private static final String NOBODY = "nobody-has-this-name";

    private final ManagedAccount account;
    private final IamClient iam;
    private final Caller caller;

    PermissionCheck(ManagedAccount account, IamClient iam, Caller caller) {
        this.account = account;
        this.iam = iam;
        this.caller = caller;
    }

    List<PermissionState> of(Duty duty) {
        List<ManagerPermission> permissions = ManagerPermission.of(duty);
        try {
            return simulated(permissions);
        } catch (AccountException e) {
            if (e.reason() == Reason.CREDENTIALS || e.reason() == Reason.THROTTLED) {
                throw e;
            }
            return permissions.stream().map(permission -> tried(permission, e)).toList();
        }
    }

    private List<PermissionState> simulated(List<ManagerPermission> permissions) {
        Map<String, EvaluationResult> results = new HashMap<>();
        for (ManagerPermission.On on : ManagerPermission.On.values()) {
            List<String> actions = ManagerPermission.actions(permissions, on);
            if (!actions.isEmpty()) {
                String resource = new ManagerPermission("", on, java.util.Set.of()).resource(account);
                simulate(actions, resource.replace("*", on == ManagerPermission.On.ACCOUNT ? "*" : NOBODY))
                        .forEach(result -> results.put(on + result.evalActionName(), result));
            }
        }
        return permissions.stream()
                .map(permission -> state(permission, results.get(permission.on() + permission.action())))
                .toList();
    }

    private List<EvaluationResult> simulate(List<String> actions, String resource) {
        return AwsFailure.orThrow(
                "iam:SimulatePrincipalPolicy",
                () -> iam
                        .simulatePrincipalPolicyPaginator(request -> request.policySourceArn(principal())
                                .actionNames(actions)
                                .resourceArns(resource))
                        .evaluationResults()
                        .stream()
                        .toList());
    }

    /** The simulator knows roles, not their sessions; a role's path is not in the session's ARN. */
    private String principal() {
        String role = account.access().roleArn();
        if (role != null) {
            return role;
        }
        return caller.arn().replaceFirst(":sts::(\\d{12}):assumed-role/([^/]+)/.*", ":iam::$1:role/$2");
    }

    private PermissionState state(
            ManagerPermission permission, @org.jspecify.annotations.Nullable EvaluationResult result) {
        if (result == null) {
            return state(permission, Standing.UNKNOWN, "the policy simulator said nothing about it");
        }
        boolean allowed = "allowed".equals(result.evalDecisionAsString());
        String detail = result.evalDecisionAsString() + " by the policy simulator";
        boolean organisation = result.organizationsDecisionDetail() != null
                && Boolean.FALSE.equals(result.organizationsDecisionDetail().allowedByOrganizations());
        return state(
                permission,
                allowed ? Standing.ALLOWED : Standing.MISSING,
                organisation ? detail + ", because of a service control policy" : detail);
    }

    private PermissionState tried(ManagerPermission permission, AccountException noSimulator) {
        String because = String.valueOf(noSimulator.getMessage());
        return switch (permission.action()) {
            case "iam:SimulatePrincipalPolicy" ->
                state(permission, noSimulator.reason() == Reason.DENIED ? Standing.MISSING : Standing.UNKNOWN, because);
            case "iam:GetAccountSummary" -> tried(permission, iam::getAccountSummary);
            case "iam:ListUsers" ->
                tried(
                        permission,
                        () -> iam.listUsers(r -> r.pathPrefix(account.path()).maxItems(1)));
            default ->
                state(
                        permission,
                        Standing.UNKNOWN,
                        "only a call that could change something, or a decoy, would tell: allow iam:SimulatePrincipalPolicy");
        };
    }

    private PermissionState tried(ManagerPermission permission, Supplier<?> call) {
        try {
            AwsFailure.orThrow(permission.action(), call);
            return state(permission, Standing.ALLOWED, "tried");
        } catch (AccountException e) {
            if (e.reason() != Reason.DENIED) {
                throw e;
            }
            return state(permission, Standing.MISSING, String.valueOf(e.getMessage()));
        }
    }

    private PermissionState state(ManagerPermission permission, Standing standing, String detail) {
        return new PermissionState(permission.action(), permission.resource(account), standing, detail);
    }
}
