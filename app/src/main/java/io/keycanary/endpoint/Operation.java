package io.keycanary.endpoint;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a request asks for.
 *
 * @param service as the credential scope names it
 * @param action the name in the API
 * @param eventName the name in CloudTrail
 * @param permission what IAM would have to allow: {@code s3:ListAllMyBuckets}
 * @param data whether CloudTrail files it under data events
 * @param pathParameters what stands in the path, by the API's names
 */
record Operation(
        String service,
        String region,
        Wire wire,
        String action,
        String eventName,
        String permission,
        boolean data,
        Map<String, String> pathParameters) {
    private static final Pattern READING = Pattern.compile(
            "(Get|List|Describe|Head|Lookup|Search|BatchGet|Scan|Query|Select|Check|Test|Simulate|Preview|Estimate"
                    + "|Validate|AssumeRole|Decrypt|Encrypt|GenerateDataKey|Invoke|Converse).*");

    /** Copies the map. */
    Operation {
        pathParameters = Map.copyOf(pathParameters);
    }

    boolean readOnly() {
        return READING.matcher(action).matches();
    }

    boolean is(String otherService, String otherAction) {
        return service.equals(otherService) && action.equals(otherAction);
    }
}
