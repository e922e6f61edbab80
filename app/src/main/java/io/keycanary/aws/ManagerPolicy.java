package io.keycanary.aws;

import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.ManagedAccount;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;

/** The least-privilege policy of KeyCanary itself: one statement for each kind of thing that it is about. */
final class ManagerPolicy {
    private static final Map<ManagerPermission.On, String> SIDS = new EnumMap<>(Map.of(
            ManagerPermission.On.DECOYS, "Decoys",
            ManagerPermission.On.IDENTITIES, "Identities",
            ManagerPermission.On.MACHINES, "Machines",
            ManagerPermission.On.FINDINGS, "Findings",
            ManagerPermission.On.QUEUES, "Queues",
            ManagerPermission.On.LOG_FILES, "LogFiles",
            ManagerPermission.On.ACCOUNT, "Account"));

    private ManagerPolicy() {}

    static String of(ManagedAccount account, Set<Duty> duties) {
        Map<ManagerPermission.On, List<ManagerPermission>> byThing = ManagerPermission.ALL.stream()
                .filter(permission -> permission.duties().stream().anyMatch(duties::contains))
                .collect(Collectors.groupingBy(
                        ManagerPermission::on, () -> new EnumMap<>(ManagerPermission.On.class), Collectors.toList()));
        IamPolicy.Builder policy = IamPolicy.builder();
        byThing.forEach((on, permissions) -> policy.addStatement(statement -> {
            statement
                    .sid(SIDS.get(on))
                    .effect(IamEffect.ALLOW)
                    .addResource(permissions.getFirst().resource(account));
            permissions.forEach(permission -> statement.addAction(permission.action()));
        }));
        return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
    }
}
