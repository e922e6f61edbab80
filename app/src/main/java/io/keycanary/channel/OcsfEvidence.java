package io.keycanary.channel;

import io.keycanary.alert.AlertFacts;
import io.keycanary.incident.Technique;
import io.keycanary.token.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who called what from where on which decoy, in the objects of OCSF ({@code evidences}, {@code cloud}, {@code resources},
 * {@code attack}). Every text of the record is made harmless and capped.
 */
final class OcsfEvidence {
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}");
    private static final String PROVIDER = "AWS";
    private static final int AWS_ACCOUNT = 10;
    private static final int HIGH = 3;
    private static final int LOW = 1;

    private OcsfEvidence() {}

    /** The members of a finding that come from what is known about the call and the decoy. */
    static Map<String, Object> of(AlertFacts facts) {
        AlertFacts.Act act = facts.act();
        return JsonBody.object(
                "confidence_id",
                act == null ? null : act.authenticated() ? HIGH : LOW,
                "confidence",
                act == null ? null : act.authenticated() ? "High" : "Low",
                "cloud",
                JsonBody.object(
                        "provider",
                        PROVIDER,
                        "region",
                        act == null ? null : text(act.region()),
                        "account",
                        account(facts.decoy())),
                "resources",
                resources(facts.decoy()),
                "evidences",
                act == null ? null : List.of(evidence(act, facts.decoy())));
    }

    private static Object account(AlertFacts.Decoy decoy) {
        return JsonBody.object("uid", decoy.account(), "type_id", AWS_ACCOUNT, "type", "AWS Account");
    }

    private static List<Object> resources(AlertFacts.Decoy decoy) {
        List<Object> resources = new ArrayList<>();
        String arn = decoy.userArn();
        if (arn != null) {
            resources.add(JsonBody.object(
                    "uid",
                    arn,
                    "name",
                    arn.substring(arn.lastIndexOf('/') + 1),
                    "type",
                    "AWS::IAM::User",
                    "cloud_partition",
                    arn.split(":", 3)[1]));
        }
        if (decoy.keyId() != null) {
            resources.add(JsonBody.object("uid", decoy.keyId(), "type", "AWS::IAM::AccessKey"));
        }
        return resources;
    }

    private static Object evidence(AlertFacts.Act act, AlertFacts.Decoy decoy) {
        return JsonBody.object(
                "actor", JsonBody.object("user", user(act, decoy)),
                "api", api(act),
                "src_endpoint", source(act.sourceIp()),
                "data",
                        JsonBody.object(
                                "kind", act.kind().name().toLowerCase(Locale.ROOT),
                                "authenticated", act.authenticated(),
                                "event_id", text(act.eventId()),
                                "user_agent", text(act.userAgent())));
    }

    /** The schema wants one of account, name and ARN; a record may have none of the latter two. */
    private static Object user(AlertFacts.Act act, AlertFacts.Decoy decoy) {
        String arn = text(act.userArn());
        return JsonBody.object(
                "uid",
                arn,
                "name",
                arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1),
                "uid_alt",
                text(act.principalId()),
                "credential_uid",
                text(act.keyId()),
                "account",
                arn == null ? account(decoy) : null);
    }

    private static Object api(AlertFacts.Act act) {
        String operation = text(act.eventName());
        String request = text(act.requestId());
        String error = text(act.errorCode());
        String service = text(act.eventSource());
        return JsonBody.object(
                "operation", operation == null ? "unknown" : operation,
                "service", service == null ? null : JsonBody.object("name", service),
                "request", request == null ? null : JsonBody.object("uid", request),
                "response", error == null ? null : JsonBody.object("error", error));
    }

    /** CloudTrail names a service where AWS called on somebody's behalf. */
    private static @Nullable Object source(@Nullable String address) {
        String from = text(address);
        return from == null
                ? null
                : ADDRESS.matcher(from).matches() ? JsonBody.object("ip", from) : JsonBody.object("svc_name", from);
    }

    /** {@code T1098.001} is a part of {@code T1098}; their names are parted by a colon. */
    static List<Object> attacks(List<Technique> techniques) {
        List<Object> attacks = new ArrayList<>();
        for (Technique technique : techniques) {
            String[] ids = technique.id().split("\\.", 2);
            String[] names = technique.title().split(": ", 2);
            boolean part = ids.length == 2;
            attacks.add(JsonBody.object(
                    "version",
                    Technique.VERSION.replaceAll("\\D", ""),
                    "tactic",
                    JsonBody.object(
                            "uid",
                            technique.tactic().id(),
                            "name",
                            title(technique.tactic().words())),
                    "technique",
                    JsonBody.object("uid", ids[0], "name", part ? names[0] : technique.title()),
                    "sub_technique",
                    part ? JsonBody.object("uid", technique.id(), "name", names[names.length - 1]) : null));
        }
        return attacks;
    }

    private static String title(String words) {
        StringBuilder title = new StringBuilder(words);
        for (int i = 0; i < title.length(); i++) {
            if (i == 0 || title.charAt(i - 1) == ' ') {
                title.setCharAt(i, Character.toUpperCase(title.charAt(i)));
            }
        }
        return title.toString();
    }

    private static @Nullable String text(@Nullable String hostile) {
        return hostile == null || hostile.isBlank() ? null : Printable.line(hostile);
    }
}
