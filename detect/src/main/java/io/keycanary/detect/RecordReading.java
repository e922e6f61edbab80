package io.keycanary.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies the rules to one record. The paths are those of the CloudTrail "userIdentity element" and "record contents"
 * references and of the Health event schema for EventBridge.
 */
final class RecordReading {
    private static final Set<String> IDENTITY = Set.of(
            "userIdentity.principalId",
            "userIdentity.accessKeyId",
            "userIdentity.arn",
            "userIdentity.sessionContext.sessionIssuer.principalId",
            "userIdentity.sessionContext.sessionIssuer.arn");

    private final Watch watch;
    private final Fields fields = new Fields();
    private final Hits hits = new Hits();
    private boolean policyNamed;

    private RecordReading(Watch watch) {
        this.watch = watch;
    }

    /** @throws BrokenJsonException when the bytes are no JSON object */
    static RecordReading of(byte[] data, int from, int to, RecordFacts.Family family, Watch watch)
            throws BrokenJsonException {
        RecordReading reading = new RecordReading(watch);
        reading.read(new JsonReader(data, from, to), family);
        return reading;
    }

    Fields fields() {
        return fields;
    }

    List<Hits.Finding> findings() {
        return hits.findings();
    }

    private void read(JsonReader json, RecordFacts.Family family) throws BrokenJsonException {
        JsonPath path = new JsonPath();
        for (JsonReader.Token token = json.next(); token != JsonReader.Token.END; token = json.next()) {
            switch (token) {
                case NAME -> path.member(json.text());
                case END_OBJECT, END_ARRAY -> path.close();
                case BEGIN_OBJECT, BEGIN_ARRAY -> {
                    path.value();
                    path.open(token == JsonReader.Token.BEGIN_ARRAY);
                }
                case LITERAL -> {
                    path.value();
                    fields.literal(path.toString(), json.literal());
                }
                default -> {
                    path.value();
                    string(path.toString(), json.text(), family);
                }
            }
        }
        settle(family);
    }

    private void string(String path, String value, RecordFacts.Family family) {
        fields.string(path, value);
        if (family == RecordFacts.Family.HEALTH) {
            affected(path, value);
        } else if (IDENTITY.contains(path)) {
            identity(path, value);
        } else if (path.equals("userIdentity.userName")) {
            watch.index().users(value).forEach(user -> hits.addIf(path, user.atSignIn(), MatchKind.USE));
        } else if (isAbout(path, "requestParameters") || isAbout(path, "resources")) {
            target(path, value);
        }
    }

    private static boolean isAbout(String path, String member) {
        if (!path.startsWith(member)) {
            return false;
        }
        return path.length() == member.length() || ".[".indexOf(path.charAt(member.length())) >= 0;
    }

    private void identity(String path, String value) {
        Subject token = watch.token(value);
        if (token != null) {
            hits.add(path, token, MatchKind.USE);
        }
    }

    private void target(String path, String value) {
        Subject token = watch.token(value);
        if (token != null) {
            hits.add(path, token, MatchKind.TAMPER);
        }
        Subject sensor = watch.index().sensors().sensor(value);
        if (sensor != null) {
            hits.add(path, sensor, MatchKind.TAMPER);
        }
        watch.index().users(value).forEach(user -> hits.addIf(path, user, MatchKind.TAMPER));
        watch.index().sensors().sensors(value).forEach(named -> hits.addIf(path, named, MatchKind.TAMPER));
        if (Quarantine.isPolicy(path, value)) {
            hits.addPolicy(path);
            policyNamed = true;
        }
    }

    private void affected(String path, String value) {
        if (Quarantine.isAffectedEntity(path)) {
            Subject token = watch.token(value);
            if (token != null) {
                hits.add(path, token, MatchKind.EXPOSURE);
            }
        }
    }

    private void settle(RecordFacts.Family family) {
        if (family == RecordFacts.Family.HEALTH) {
            hits.keep(Quarantine.isExposed(fields));
            return;
        }
        Set<String> accounts = new HashSet<>(fields.all("recipientAccountId"));
        accounts.addAll(fields.all("userIdentity.accountId"));
        hits.settle(fields.all("eventSource"), accounts);
        hits.exposed(policyNamed && Quarantine.isAttached(fields));
    }
}
