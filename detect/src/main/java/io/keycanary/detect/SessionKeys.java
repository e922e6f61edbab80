package io.keycanary.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the temporary keys that a watched identity was given, and has them watched from the next record on. */
final class SessionKeys {
    private static final Set<String> CALLS = Set.of("GetSessionToken", "GetFederationToken");

    private SessionKeys() {}

    static List<LearnedKey> learnedFrom(RecordReading reading, Watch watch) {
        Fields fields = reading.fields();
        boolean issued = fields.all("eventSource").contains("sts.amazonaws.com")
                && fields.all("eventName").stream().anyMatch(CALLS::contains);
        if (!issued) {
            return List.of();
        }
        List<LearnedKey> keys = new ArrayList<>();
        for (Hits.Finding found : reading.findings()) {
            if (found.kind() == MatchKind.USE) {
                Instant expires = Expiry.parse(fields.firstScalar("responseElements.credentials.expiration"));
                for (String key : fields.all("responseElements.credentials.accessKeyId")) {
                    if (watch.learn(key, found.subject())) {
                        keys.add(new LearnedKey(found.subject().id(), key, expires));
                    }
                }
            }
        }
        return keys;
    }
}
