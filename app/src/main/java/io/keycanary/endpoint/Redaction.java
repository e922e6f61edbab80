package io.keycanary.endpoint;

import java.util.regex.Pattern;

/** Which parameters hold a secret. What a secret is called (its id, its name) stays: it says what was asked for. */
final class Redaction {
    /** CloudTrail's own words. */
    static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private static final Pattern SECRET = Pattern.compile(
            "(.*\\.)?(.*password|.*passphrase|.*passwd|.*privatekey|secretstring|secretbinary|.*secretkey"
                    + "|.*secretaccesskey|.*clientsecret|sessiontoken|securitytoken|x-amz-security-token|tokencode"
                    + "|.*authtoken|.*accesstoken|.*refreshtoken|plaintext|userdata|zipfile|authenticationcode\\d?"
                    + "|.*signature|webidentitytoken|samlassertion)",
            Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    static boolean hides(String service, String action, String name) {
        boolean parameterValue = service.equals("ssm") && action.equals("PutParameter") && name.equals("value");
        return parameterValue || SECRET.matcher(name).matches();
    }
}
