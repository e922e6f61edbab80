package io.keycanary.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;

/** Service-specific credentials of all users of an account: one call for each page of them. */
final class ServiceCredentials {
    static final String CALL = "iam:ListServiceSpecificCredentials";

    private ServiceCredentials() {}

    /** Ids by the user's name in small letters. */
    static Map<String, List<String>> read(IamClient iam) {
        Map<String, List<String>> byUser = new HashMap<>();
        @Nullable String marker = null;
        do {
            String from = marker;
            ListServiceSpecificCredentialsResponse page =
                    iam.listServiceSpecificCredentials(r -> r.allUsers(true).marker(from));
            page.serviceSpecificCredentials()
                    .forEach(credential -> byUser.computeIfAbsent(
                                    credential.userName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                            .add(credential.serviceSpecificCredentialId()));
            marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
        } while (marker != null);
        return byUser;
    }
}
