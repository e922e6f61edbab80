package io.keycanary.endpoint;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sentence by which IAM refuses: who, what, on what, and that no identity-based policy allows it (IAM User Guide,
 * "Troubleshoot access denied error messages").
 */
final class Denial {
    private static final Set<String> WHOLE_USER_LISTS = Set.of("ListUsers", "ListRoles", "ListGroups");

    private Denial() {}

    static String sentence(Operation operation, HttpCall call, DecoyKey.User user) {
        String action = operation.permission();
        String resource = resource(operation, call, user);
        String text = "User: " + user.arn() + " is not authorized to perform: " + action
                + (resource == null ? "" : " on resource: " + resource)
                + " because no identity-based policy allows the " + action + " action";
        return operation.wire() == Wire.EC2 ? "You are not authorized to perform this operation. " + text : text;
    }

    private static @Nullable String resource(Operation operation, HttpCall call, DecoyKey.User user) {
        return switch (operation.service()) {
            case "s3" -> s3(operation);
            case "ec2" -> operation.readOnly() ? null : "arn:aws:ec2:" + place(operation, user) + ":*/*";
            case "iam" -> iam(operation, call, user);
            case "sts" -> sts(operation, call, user);
            case "dynamodb" -> "arn:aws:dynamodb:" + place(operation, user) + ":table/*";
            default -> "*";
        };
    }

    private static String place(Operation operation, DecoyKey.User user) {
        return operation.region() + ":" + user.accountId();
    }

    private static @Nullable String s3(Operation operation) {
        String bucket = operation.pathParameters().get("bucketName");
        String key = operation.pathParameters().get("key");
        if (bucket == null) {
            return null;
        }
        boolean object = key != null && !operation.permission().equals("s3:ListBucket");
        return "\"arn:aws:s3:::" + bucket + (object ? "/" + key : "") + "\"";
    }

    private static String iam(Operation operation, HttpCall call, DecoyKey.User user) {
        String account = "arn:aws:iam::" + user.accountId() + ":";
        String name = call.parameter("UserName");
        String role = call.parameter("RoleName");
        String policy = call.parameter("PolicyArn");
        if (WHOLE_USER_LISTS.contains(operation.action())) {
            String kind = operation
                    .action()
                    .substring("List".length(), operation.action().length() - 1);
            return account + kind.toLowerCase(Locale.ROOT) + "/";
        }
        if (operation.action().startsWith("GetAccount")) {
            return "*";
        }
        if (operation.action().equals("ListPolicies")) {
            return "policy path /";
        }
        if (role != null) {
            return "role " + role;
        }
        if (policy != null && name == null) {
            return "policy " + policy;
        }
        boolean creates = operation.action().equals("CreateUser") && name != null;
        return creates ? account + "user/" + name : "user " + (name == null ? user.userName() : name);
    }

    private static String sts(Operation operation, HttpCall call, DecoyKey.User user) {
        String role = call.parameter("RoleArn");
        String name = call.parameter("Name");
        if (role != null) {
            return role;
        }
        return operation.action().equals("GetFederationToken") && name != null
                ? "arn:aws:sts::" + user.accountId() + ":federated-user/" + name
                : "*";
    }
}
