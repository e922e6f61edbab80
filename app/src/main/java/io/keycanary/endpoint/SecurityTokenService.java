package io.keycanary.endpoint;

import io.keycanary.endpoint.Fault.Kind;
import io.keycanary.token.KeyIds;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two calls that AWS grants to a user without any permission: GetCallerIdentity and GetSessionToken. */
final class SecurityTokenService {
    static final String API_VERSION = "2011-06-15";
    /** Limits and default of GetSessionToken (AWS STS API Reference), in seconds. */
    private static final int SHORTEST = 900;

    private static final int LONGEST = 129_600;
    private static final int USUAL = 43_200;
    /** How CloudTrail writes the expiration. */
    private static final DateTimeFormatter TRAIL_TIME =
            DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);
    /** What the session tokens of AWS begin with. */
    private static final byte[] TOKEN_START = Base64.getDecoder().decode("IQoJb3JpZ2luX2Vj");

    private static final int TOKEN_RANDOM_BYTES = 252;

    private final DecoyKeys keys;
    private final SecureRandom random = new SecureRandom();

    SecurityTokenService(DecoyKeys keys) {
        this.keys = keys;
    }

    static Answer callerIdentity(Operation operation, DecoyKey.User user, RequestIds ids) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("Arn", user.arn());
        result.put("UserId", user.principalId());
        result.put("Account", user.accountId());
        return success(operation, result, ids);
    }

    /** Why no session can be had, or null. */
    static @Nullable Fault sessionFault(HttpCall call, DecoyKey key) {
        if (key.session() != null) {
            return Fault.of(Kind.DENIED, "Cannot call GetSessionToken with session credentials");
        }
        if (call.parameter("TokenCode") != null) {
            return Fault.of(Kind.DENIED, "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
        String asked = call.parameter("DurationSeconds");
        if (asked == null) {
            return null;
        }
        int seconds = seconds(asked);
        if (seconds >= SHORTEST && seconds <= LONGEST) {
            return null;
        }
        boolean low = seconds < SHORTEST;
        return Fault.of(
                Kind.INVALID,
                "1 validation error detected: Value '" + asked
                        + "' at 'durationSeconds' failed to satisfy constraint: Member must have value "
                        + (low ? "greater than or equal to " + SHORTEST : "less than or equal to " + LONGEST));
    }

    /** Makes a session key of the caller and keeps it: it works before the caller hears of it. */
    DecoyKey newSession(HttpCall call, DecoyKey key) throws StoreDownException, InterruptedException {
        String asked = call.parameter("DurationSeconds");
        Instant issued = Instant.ofEpochSecond(call.receivedAt().getEpochSecond());
        Instant expires = issued.plusSeconds(asked == null ? USUAL : seconds(asked));
        byte[] end = new byte[TOKEN_RANDOM_BYTES];
        random.nextBytes(end);
        byte[] token = new byte[TOKEN_START.length + end.length];
        System.arraycopy(TOKEN_START, 0, token, 0, TOKEN_START.length);
        System.arraycopy(end, 0, token, TOKEN_START.length, end.length);
        DecoyKey session = new DecoyKey(
                key.tokenId(),
                key.user(),
                KeyIds.sessionKey(key.user().accountId()),
                KeyIds.secret(),
                true,
                new DecoyKey.Session(Secret.of(Base64.getEncoder().encodeToString(token)), issued, expires));
        keys.keep(session);
        return session;
    }

    static Answer sessionToken(Operation operation, DecoyKey key, DecoyKey.Session session, RequestIds ids) {
        SecretAccess access = SecretAccess.forInsecureReading();
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("AccessKeyId", key.accessKeyId());
        credentials.put("SecretAccessKey", key.secret().reveal(access));
        credentials.put("SessionToken", session.token().reveal(access));
        credentials.put("Expiration", session.expires().toString());
        return success(operation, Map.of("Credentials", credentials), ids);
    }

    /** The session as CloudTrail tells of it; the detector learns the key from it. */
    static Map<String, Object> responseElements(DecoyKey key, DecoyKey.Session session) {
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("accessKeyId", key.accessKeyId());
        credentials.put("sessionToken", Redaction.HIDDEN);
        credentials.put("expiration", TRAIL_TIME.format(session.expires()));
        return Map.of("credentials", credentials);
    }

    private static Answer success(Operation operation, Map<String, Object> result, RequestIds ids) {
        String name = operation.action();
        String text = operation.wire() == Wire.QUERY_JSON
                ? Json.object(Map.of(
                        name + "Response",
                        Map.of(name + "Result", result, "ResponseMetadata", Map.of("RequestId", ids.requestId()))))
                : "<" + name + "Response xmlns=\"https://sts.amazonaws.com/doc/" + API_VERSION + "/\">\n  <" + name
                        + "Result>\n" + lines(result, "    ") + "  </" + name
                        + "Result>\n  <ResponseMetadata>\n    " + Xml.element("RequestId", ids.requestId())
                        + "\n  </ResponseMetadata>\n</" + name + "Response>\n";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new Answer(200, ErrorShape.headers(operation, ids, body), body);
    }

    private static String lines(Map<?, ?> members, String indent) {
        StringBuilder out = new StringBuilder();
        members.forEach((name, value) -> {
            out.append(indent);
            if (value instanceof Map<?, ?> inner) {
                out.append('<').append(name).append(">\n").append(lines(inner, indent + "  "));
                out.append(indent).append("</").append(name).append(">\n");
            } else {
                out.append(Xml.element(name.toString(), value.toString())).append('\n');
            }
        });
        return out.toString();
    }

    private static int seconds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
