package io.keycanary.aws;

import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.Reach;
import io.keycanary.token.ManagedAccount;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;

/** The least-privilege policy of KeyCanary itself: one statement for each kind of thing that it is about. */
final class ManagerPolicy {
    private ManagerPolicy() {}

    static String of(ManagedAccount account, Set<Duty> duties, Reach reach) {
        Map<ManagerPermission.On, List<ManagerPermission>> byThing = ManagerPermission.of(duties).stream()
                .filter(permission -> !permission.resources(account, reach).isEmpty())
                .collect(Collectors.groupingBy(
                        ManagerPermission::on, () -> new EnumMap<>(ManagerPermission.On.class), Collectors.toList()));
        IamPolicy.Builder policy = IamPolicy.builder();
        byThing.forEach((on, permissions) -> policy.addStatement(statement -> {
            statement.sid(sid(on)).effect(IamEffect.ALLOW);
            permissions.getFirst().resources(account, reach).forEach(statement::addResource);
            permissions.forEach(permission -> statement.addAction(permission.action()));
        }));
        return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
    }

    /** Letters and digits only: LogFiles for LOG_FILES. */
    private static String sid(ManagerPermission.On on) {
        return Arrays.stream(on.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
