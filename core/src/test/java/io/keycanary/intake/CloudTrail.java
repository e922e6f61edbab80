package io.keycanary.intake;

import io.keycanary.token.CanaryToken;
import java.util.List;

/** CloudTrail records for tests, as text. */
final class CloudTrail {
    private CloudTrail() {}

    /** One call by a token's key. */
    record Call(CanaryToken token, String eventId, String service, String name, String ip, String time) {
        String json() {
            String key = token.keys().getLast().id();
            return """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"%s","arn":"%s",\
                "accountId":"%s","accessKeyId":"%s"},"eventTime":"%s","eventSource":"%s.amazonaws.com",\
                "eventName":"%s","awsRegion":"eu-west-1","sourceIPAddress":"%s","userAgent":"aws-cli/2",\
                "errorCode":"AccessDenied","requestParameters":null,"responseElements":null,"requestID":"req-%s",\
                "eventID":"%s","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,\
                "recipientAccountId":"%s","eventCategory":"Management"}""".formatted(
                            token.identity().principalId(),
                            token.identity().userArn(),
                            token.account().id(),
                            key,
                            time,
                            service,
                            name,
                            ip,
                            eventId,
                            eventId,
                            token.account().id());
        }
    }

    static String file(List<Call> calls) {
        return "{\"Records\":["
                + String.join(",", calls.stream().map(Call::json).toList()) + "]}";
    }
}
