package io.keycanary.detect;

/**
 * How AWS marks a key that it saw in public: it attaches a policy AWSCompromisedKeyQuarantine (with a version behind),
 * in its first years it put an inline one, and it sends a Health event.
 */
final class Quarantine {
    private static final String MANAGED = "AWSCompromisedKeyQuarantine";
    private static final String INLINE = "AWSExposedCredentialPolicy_DO_NOT_REMOVE";
    private static final String HEALTH_CODE = "AWS_RISK_CREDENTIALS_EXPOSED";

    private Quarantine() {}

    /** Whether a member of the request names a quarantine policy. */
    static boolean isPolicy(String path, String value) {
        return switch (path) {
            case "requestParameters.policyArn" ->
                value.startsWith("arn:aws") && value.contains(":iam::aws:policy/" + MANAGED);
            case "requestParameters.policyName" -> value.equals(INLINE) || value.startsWith(MANAGED);
            default -> false;
        };
    }

    /** Whether the record gives a policy to a user; taking it away again is something else. */
    static boolean isAttached(Fields fields) {
        return fields.all("eventSource").contains("iam.amazonaws.com")
                && (fields.all("eventName").contains("AttachUserPolicy")
                        || fields.all("eventName").contains("PutUserPolicy"));
    }

    /** Whether the path is {@code detail.affectedEntities[n].entityValue}. */
    static boolean isAffectedEntity(String path) {
        return path.matches("detail\\.affectedEntities\\[\\d+]\\.entityValue");
    }

    /** Whether the Health event says that credentials are public. */
    static boolean isExposed(Fields fields) {
        return fields.all("detail.eventTypeCode").contains(HEALTH_CODE);
    }
}
