package io.keycanary.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what a request asks for, whatever the protocol. The names come from hostile text and are checked to be names. */
final class OperationReader {
    private static final String UNKNOWN = "UnknownOperation";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
    private static final Pattern OLD_LAMBDA = Pattern.compile("/(201[0-8])-(\\d\\d)-(\\d\\d)/.*");
    /** Actions of Lambda whose second version CloudTrail still tells apart. */
    private static final Set<String> LAMBDA_V2 = Set.of(
            "AddPermission",
            "GetFunction",
            "GetFunctionConfiguration",
            "GetPolicy",
            "RemovePermission",
            "TagResource",
            "UntagResource",
            "UpdateFunctionCode",
            "UpdateFunctionConfiguration");

    private static final Set<String> ITEM_ACTIONS = Set.of(
            "BatchExecuteStatement",
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "ExecuteStatement",
            "ExecuteTransaction",
            "GetItem",
            "PutItem",
            "Query",
            "Scan",
            "TransactGetItems",
            "TransactWriteItems",
            "UpdateItem");

    private final String ownHost;

    OperationReader(String ownHost) {
        this.ownHost = ownHost;
    }

    Operation read(HttpCall call, Claim claim) {
        List<String> place = Services.serviceAndRegion(call, scope(claim));
        String service = place.getFirst();
        String region = place.getLast();
        Wire wire = Wire.of(service, call);
        String prefix = Services.iamPrefix(service) + ":";
        return switch (wire) {
            case S3 -> {
                S3Operations.Found found = S3Operations.find(call, ownHost);
                String name = found.eventName();
                yield new Operation(
                        service, region, wire, name, name, prefix + found.permission(), found.data(), found.target());
            }
            case REST_JSON, REST_XML -> rest(call, service, region, wire);
            default -> {
                String action = action(call, wire);
                boolean data = service.equals("dynamodb") && ITEM_ACTIONS.contains(action)
                        || service.equals("sns") && action.startsWith("Publish");
                yield new Operation(service, region, wire, action, action, prefix + action, data, Map.of());
            }
        };
    }

    private static Claim.@Nullable Scope scope(Claim claim) {
        return switch (claim) {
            case Claim.Signed signed -> signed.scope();
            case Claim.Unchecked unchecked -> unchecked.scope();
            case Claim.Broken broken -> broken.scope();
            case Claim.Anonymous none -> null;
        };
    }

    private static String action(HttpCall call, Wire wire) {
        String name = switch (wire) {
            case JSON_1_0, JSON_1_1 -> afterLast(call.headers().orEmpty("x-amz-target"), '.');
            case CBOR -> afterLast(call.rawPath(), '/');
            default -> {
                String action = call.parameter("Action");
                yield action == null ? "" : action;
            }
        };
        return NAME.matcher(name).matches() ? name : UNKNOWN;
    }

    private static String afterLast(String text, char mark) {
        return text.substring(text.lastIndexOf(mark) + 1);
    }

    private static Operation rest(HttpCall call, String service, String region, Wire wire) {
        RestRoutes.Found found = RestRoutes.find(service, call.method(), call.rawPath(), call.query());
        String name = found == null ? DerivedName.of(call.method(), call.rawPath()) : found.action();
        String action = name.replaceFirst("20\\d\\d_\\d\\d_\\d\\d$", "");
        String permission = service.equals("lambda") && action.equals("Invoke") ? "InvokeFunction" : action;
        boolean data = action.startsWith("Invoke") && !service.equals("bedrock");
        return new Operation(
                service,
                region,
                wire,
                action,
                service.equals("lambda") ? lambdaName(action, call.rawPath()) : name,
                Services.iamPrefix(service) + ":" + permission,
                data,
                found == null ? Map.of() : found.pathParameters());
    }

    /** CloudTrail adds the date of the API to the names of Lambda's older actions, as in ListFunctions20150331. */
    private static String lambdaName(String action, String rawPath) {
        Matcher old = OLD_LAMBDA.matcher(rawPath);
        if (!old.matches() || action.equals("Invoke")) {
            return action;
        }
        return action + old.group(1) + old.group(2) + old.group(3) + (LAMBDA_V2.contains(action) ? "v2" : "");
    }
}
