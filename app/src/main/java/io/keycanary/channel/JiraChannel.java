package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import io.keycanary.token.SecretAccess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One issue of Jira for each incident, later alerts as its comments; the receipt is the issue's key.
 *
 * <p>An issue carries the incident's id as a label, and it is looked for before one is opened: so a program that was killed
 * after Jira took the first alert finds it. Jira's search lags a little behind, so this may fail; an issue that a repeated
 * alert opened is labelled {@link #REPEAT} for whoever finds two.
 */
final class JiraChannel implements AlertChannel {
    /** Label of every issue of ours. */
    private static final String OURS = "keycanary";

    /** Label of an issue beside which there may be another of the same incident. */
    private static final String REPEAT = "keycanary-repeat";

    private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{1,30}-[0-9]{1,12}");
    private static final int SUMMARY_CHARS = 255;

    /** Jira takes 32,767 characters of text. */
    private static final int TEXT_BYTES = 30_000;

    /** Look, find nothing, open; or: comment, find the issue gone, look, open. */
    private static final int MOST_REQUESTS = 4;

    private final JiraProject settings;
    private final HttpSender sender;

    JiraChannel(JiraProject settings, InstantSource clock) {
        this.settings = settings;
        this.sender = new HttpSender(settings.times(), clock);
    }

    /** An issue that is there. */
    private record Issue(String key, List<?> labels) {}

    /** What looking for one came to. */
    private record Look(@Nullable Issue found, @Nullable DeliveryResult failure) {}

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public boolean threads() {
        return true;
    }

    @Override
    public Duration sendBound() {
        return sender.bound().multipliedBy(MOST_REQUESTS);
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        if (alert.incident() == null) {
            return open(alert);
        }
        Look look = look(incidentLabel(alert));
        Issue there = look.found();
        if (look.failure() != null) {
            return look.failure();
        }
        if (there == null) {
            return open(alert);
        }
        return there.labels().contains(alertLabel(alert))
                ? new DeliveryResult.Accepted(there.key())
                : comment(alert, there.key());
    }

    @Override
    public DeliveryResult reply(Alert alert, First first) throws InterruptedException {
        if (!KEY.matcher(first.receipt()).matches()) {
            return send(alert);
        }
        DeliveryResult said = comment(alert, first.receipt());
        boolean gone = said instanceof DeliveryResult.Refused refused
                && refused.reason().startsWith("HTTP 404");
        return gone ? send(alert) : said;
    }

    /** What stands in the labels is a word of our own and a UUID, so nothing in the question has to be escaped. */
    private Look look(String label) throws InterruptedException {
        Object question = JsonBody.object(
                "jql",
                "project = \"" + settings.project() + "\" AND labels = \"" + label + "\" ORDER BY created ASC",
                "maxResults",
                1,
                "fields",
                List.of("labels"));
        String path = settings.edition() == JiraProject.Edition.CLOUD ? "search/jql" : "search";
        return switch (sender.send(call(path, JsonBody.bytes(question)))) {
            case HttpSender.Outcome.Failed failed -> new Look(null, failed.result());
            case HttpSender.Outcome.Answered answer -> {
                DeliveryResult common = sender.judge(answer);
                yield common instanceof DeliveryResult.Accepted ? found(answer) : new Look(null, common);
            }
        };
    }

    private static Look found(HttpSender.Outcome.Answered answer) {
        if (JsonTree.read(answer.body()) instanceof Map<?, ?> members && members.get("issues") instanceof List<?> all) {
            if (all.isEmpty()) {
                return new Look(null, null);
            }
            if (all.getFirst() instanceof Map<?, ?> issue
                    && issue.get("key") instanceof String key
                    && KEY.matcher(key).matches()) {
                Object labels = issue.get("fields") instanceof Map<?, ?> fields ? fields.get("labels") : null;
                return new Look(new Issue(key, labels instanceof List<?> list ? list : List.of()), null);
            }
        }
        return new Look(null, HttpService.garbage("Jira", answer.status(), answer.body()));
    }

    private DeliveryResult open(Alert alert) throws InterruptedException {
        List<String> labels = new ArrayList<>(List.of(OURS, alertLabel(alert)));
        if (alert.incident() != null) {
            labels.add(incidentLabel(alert));
        }
        if (alert.repeat()) {
            labels.add(REPEAT);
        }
        byte[] body = Fit.bytes(
                alert,
                TEXT_BYTES,
                summary -> JsonBody.object(
                        "fields",
                        JsonBody.object(
                                "project",
                                JsonBody.object("key", settings.project()),
                                "issuetype",
                                JsonBody.object("name", settings.issueType()),
                                "summary",
                                Printable.line(summary.headline(), SUMMARY_CHARS),
                                "description",
                                JiraText.of(summary, settings.edition()),
                                "labels",
                                labels)));
        return post(
                "issue",
                body,
                members -> members.get("key") instanceof String key
                                && KEY.matcher(key).matches()
                        ? key
                        : null);
    }

    private DeliveryResult comment(Alert alert, String key) throws InterruptedException {
        byte[] body = Fit.bytes(
                alert, TEXT_BYTES, summary -> JsonBody.object("body", JiraText.of(summary, settings.edition())));
        return post("issue/" + key + "/comment", body, members -> members.get("id") instanceof String ? key : null);
    }

    /** @param receipt null when the answer is not Jira's */
    private DeliveryResult post(String path, byte[] body, Function<Map<?, ?>, @Nullable String> receipt)
            throws InterruptedException {
        return switch (sender.send(call(path, body))) {
            case HttpSender.Outcome.Failed failed -> failed.result();
            case HttpSender.Outcome.Answered answer -> {
                DeliveryResult common = sender.judge(answer);
                if (!(common instanceof DeliveryResult.Accepted)) {
                    yield common;
                }
                String key = JsonTree.read(answer.body()) instanceof Map<?, ?> members ? receipt.apply(members) : null;
                yield key == null
                        ? HttpService.garbage("Jira", answer.status(), answer.body())
                        : new DeliveryResult.Accepted(key);
            }
        };
    }

    private HttpCall call(String path, byte[] body) {
        String version = settings.edition() == JiraProject.Edition.CLOUD ? "3" : "2";
        URI url = URI.create(settings.site() + "/rest/api/" + version + "/" + path);
        return new HttpCall(url, Map.of("Authorization", authorization(), "Accept", "application/json"), body);
    }

    private String authorization() {
        String token = settings.token().reveal(SecretAccess.forInsecureReading());
        return settings.user() == null
                ? "Bearer " + token
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((settings.user() + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static String incidentLabel(Alert alert) {
        return "keycanary-" + alert.incident();
    }

    private static String alertLabel(Alert alert) {
        return "keycanary-alert-" + alert.id();
    }

    @Override
    public void close() {
        sender.close();
    }
}
