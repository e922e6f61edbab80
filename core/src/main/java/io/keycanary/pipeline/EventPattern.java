package io.keycanary.pipeline;

import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A pattern of EventBridge for the records of decoys. The field {@code source} is left open, because it differs by
 * service, and so is {@code detail-type}, because sign-in has one of its own.
 *
 * @param name of the rule, stable, so that a later plan finds it again
 * @param document JSON, within {@link #MAX_CHARS} when written
 */
public record EventPattern(String name, Map<String, Object> document) {
    /** The longest pattern that EventBridge takes unless a quota was raised, in characters. */
    public static final int MAX_CHARS = 2048;

    /** The pattern as EventBridge takes it. */
    public String text() {
        return JsonText.compact(document);
    }

    /** The same with every pattern that helps. */
    public static List<EventPattern> of(String accountId, List<CanaryToken> tokens, List<String> decoyPaths) {
        return of(accountId, tokens, decoyPaths, false);
    }

    /**
     * The patterns that each region needs: by path, by principal id, by key id, and by name at sign-in.
     *
     * @param byPath whether tokens on a path are told by that alone, but at sign-in, where a record may have no ARN
     */
    public static List<EventPattern> of(
            String accountId, List<CanaryToken> tokens, List<String> decoyPaths, boolean byPath) {
        List<CanaryToken> single = byPath
                ? tokens.stream()
                        .filter(token -> !DecoyPath.anyHolds(decoyPaths, token))
                        .toList()
                : tokens;
        String arns = "arn:" + Shards.partition(tokens) + ":iam::" + accountId + ":user";
        List<EventPattern> patterns = new ArrayList<>();
        pack(
                "path",
                decoyPaths.stream()
                        .map(path -> (Object) JsonText.object("prefix", arns + DecoyPath.checked(path)))
                        .toList(),
                list -> either("arn", list),
                patterns);
        pack(
                "principal-id",
                known(single, token -> token.identity().principalId()),
                list -> either("principalId", list),
                patterns);
        pack(
                "arn",
                known(
                        single,
                        token -> token.identity().principalId() == null
                                ? token.identity().userArn()
                                : null),
                list -> either("arn", list),
                patterns);
        pack(
                "access-key",
                single.stream()
                        .flatMap(token -> token.keys().stream())
                        .map(AccessKey::id)
                        .map(Object.class::cast)
                        .toList(),
                list -> JsonText.object("userIdentity", JsonText.object("accessKeyId", list)),
                patterns);
        pack("sign-in", known(tokens, token -> token.identity().userName()), list -> signIn(accountId, list), patterns);
        return patterns;
    }

    /** The notice of AWS Health that a key is public. It comes in one region only, us-east-1. */
    public static EventPattern ofHealth() {
        return new EventPattern(
                "health",
                JsonText.object(
                        "source",
                        List.of("aws.health"),
                        "detail",
                        JsonText.object("eventTypeCode", List.of("AWS_RISK_CREDENTIALS_EXPOSED"))));
    }

    private static List<Object> known(List<CanaryToken> tokens, Function<CanaryToken, Object> identifier) {
        return tokens.stream().map(identifier).filter(Objects::nonNull).toList();
    }

    /** The identity itself, or the issuer of its session. */
    private static Map<String, Object> either(String member, List<Object> values) {
        return JsonText.object(
                "$or",
                List.of(
                        JsonText.object("userIdentity", JsonText.object(member, values)),
                        JsonText.object(
                                "userIdentity",
                                JsonText.object(
                                        "sessionContext",
                                        JsonText.object("sessionIssuer", JsonText.object(member, values))))));
    }

    private static Map<String, Object> signIn(String accountId, List<Object> names) {
        return JsonText.object(
                "eventSource",
                List.of("signin.amazonaws.com"),
                "userIdentity",
                JsonText.object(
                        "accountId",
                        List.of(accountId),
                        "userName",
                        names.stream()
                                .map(name -> JsonText.object("equals-ignore-case", name))
                                .toList()));
    }

    /** As many patterns as are needed for all values, each within the limit. */
    static void pack(
            String name,
            List<Object> values,
            Function<List<Object>, Map<String, Object>> shape,
            List<EventPattern> into) {
        int shard = 1;
        for (int from = 0; from < values.size(); ) {
            int to = from + 1;
            while (to < values.size()
                    && JsonText.compact(document(shape, values.subList(from, to + 1)))
                                    .length()
                            <= MAX_CHARS) {
                to++;
            }
            into.add(new EventPattern(name + "-" + shard++, document(shape, values.subList(from, to))));
            from = to;
        }
    }

    private static Map<String, Object> document(
            Function<List<Object>, Map<String, Object>> shape, List<Object> values) {
        return JsonText.object("detail", shape.apply(List.copyOf(values)));
    }
}
