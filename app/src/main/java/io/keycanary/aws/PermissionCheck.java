package io.keycanary.aws;

import io.keycanary.token.AccountConnector.Caller;
import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.PermissionState;
import io.keycanary.token.AccountConnector.Reach;
import io.keycanary.token.AccountConnector.Standing;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.ManagedAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/**
 * Whether we have the permissions of some duties. IAM's policy simulator is asked about all of them, since nothing may be
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

    List<PermissionState> of(Set<Duty> duties, Reach reach) {
        List<Wanted> wanted = ManagerPermission.of(duties).stream()
                .flatMap(permission -> permission.resources(account, reach).stream()
                        .map(resource -> new Wanted(permission.action(), resource)))
                .distinct()
                .toList();
        try {
            return simulated(wanted);
        } catch (AccountException e) {
            if (e.reason() == Reason.CREDENTIALS || e.reason() == Reason.THROTTLED) {
                throw e;
            }
            return wanted.stream().map(one -> tried(one, e)).toList();
        }
    }

    /** An action on a resource, which may be a pattern. */
    private record Wanted(String action, String resource) {}

    private List<PermissionState> simulated(List<Wanted> wanted) {
        Map<Wanted, EvaluationResult> results = new HashMap<>();
        wanted.stream()
                .collect(Collectors.groupingBy(Wanted::resource, TreeMap::new, Collectors.toList()))
                .forEach((resource, ones) -> simulate(
                                ones.stream().map(Wanted::action).toList(),
                                resource.equals("*") ? resource : resource.replace("*", NOBODY))
                        .forEach(result -> results.put(new Wanted(result.evalActionName(), resource), result)));
        return wanted.stream().map(one -> state(one, results.get(one))).toList();
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

    private PermissionState state(Wanted wanted, @org.jspecify.annotations.Nullable EvaluationResult result) {
        if (result == null) {
            return state(wanted, Standing.UNKNOWN, "the policy simulator said nothing about it");
        }
        boolean allowed = "allowed".equals(result.evalDecisionAsString());
        String detail = result.evalDecisionAsString() + " by the policy simulator";
        boolean organisation = result.organizationsDecisionDetail() != null
                && Boolean.FALSE.equals(result.organizationsDecisionDetail().allowedByOrganizations());
        return state(
                wanted,
                allowed ? Standing.ALLOWED : Standing.MISSING,
                organisation ? detail + ", because of a service control policy" : detail);
    }

    private PermissionState tried(Wanted wanted, AccountException noSimulator) {
        String because = String.valueOf(noSimulator.getMessage());
        return switch (wanted.action()) {
            case "iam:SimulatePrincipalPolicy" ->
                state(wanted, noSimulator.reason() == Reason.DENIED ? Standing.MISSING : Standing.UNKNOWN, because);
            case "iam:GetAccountSummary" -> tried(wanted, iam::getAccountSummary);
            case "iam:ListUsers" ->
                tried(
                        wanted,
                        () -> iam.listUsers(r -> r.pathPrefix(account.path()).maxItems(1)));
            default ->
                state(
                        wanted,
                        Standing.UNKNOWN,
                        "only a call that could change something, or a decoy, would tell: allow iam:SimulatePrincipalPolicy");
        };
    }

    private PermissionState tried(Wanted wanted, Supplier<?> call) {
        try {
            AwsFailure.orThrow(wanted.action(), call);
            return state(wanted, Standing.ALLOWED, "tried");
        } catch (AccountException e) {
            if (e.reason() != Reason.DENIED) {
                throw e;
            }
            return state(wanted, Standing.MISSING, String.valueOf(e.getMessage()));
        }
    }

    private PermissionState state(Wanted wanted, Standing standing, String detail) {
        return new PermissionState(wanted.action(), wanted.resource(), standing, detail);
    }
}
