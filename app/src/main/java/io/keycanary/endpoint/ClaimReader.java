package io.keycanary.endpoint;

import io.keycanary.endpoint.Claim.Broken;
import io.keycanary.endpoint.Claim.Scope;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the claim from the Authorization header, the query string or the form. */
final class ClaimReader {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final DateTimeFormatter BASIC_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM_4A = "AWS4-ECDSA-P256-SHA256";
    private static final Pattern VERSION_2 = Pattern.compile("AWS ([^\\s:]{1,128}):.*");
    /** The longest life of a presigned request (Amazon S3 API Reference, "Authenticating requests"). */
    private static final Duration LONGEST_PRESIGNED = Duration.ofDays(7);

    private ClaimReader() {}

    static Claim read(HttpCall call) {
        String header = call.headers().first("authorization");
        if (header != null) {
            return fromHeader(call, header.strip());
        }
        Parameters query = call.query();
        if (query.has("X-Amz-Credential")) {
            return fromQuery(query);
        }
        String version2 = call.parameter("AWSAccessKeyId");
        return version2 == null ? new Claim.Anonymous() : new Claim.Unchecked(version2, null);
    }

    private static Claim fromHeader(HttpCall call, String header) {
        Matcher version2 = VERSION_2.matcher(header);
        if (version2.matches()) {
            return new Claim.Unchecked(version2.group(1), null);
        }
        Map<String, String> fields = fields(header);
        String credential = fields.get("Credential");
        if (header.startsWith(ALGORITHM_4A) && credential != null) {
            return version4a(credential, call.headers().orEmpty("x-amz-region-set"));
        }
        if (!header.startsWith(ALGORITHM)) {
            return new Broken(keyOf(credential), null, "Unsupported AWS 'algorithm': '" + first(header) + "'.");
        }
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (!fields.containsKey(name)) {
                return new Broken(
                        keyOf(credential),
                        null,
                        "Authorization header requires '" + name + "' parameter. Authorization=" + first(header));
            }
        }
        String basic = call.headers().first("x-amz-date");
        Instant time = basic == null ? httpTime(call.headers().orEmpty("date")) : basicTime(basic);
        return signed(fields, time, call.headers().first("x-amz-security-token"), null);
    }

    private static Claim fromQuery(Parameters query) {
        Map<String, String> fields = new HashMap<>();
        for (Parameters.Pair pair : query.pairs()) {
            if (pair.name().startsWith("X-Amz-")) {
                fields.putIfAbsent(pair.name().substring("X-Amz-".length()), pair.value());
            }
        }
        String credential = fields.getOrDefault("Credential", "");
        if (ALGORITHM_4A.equals(fields.get("Algorithm"))) {
            return version4a(credential, fields.getOrDefault("Region-Set", ""));
        }
        Duration expires = expires(fields.getOrDefault("Expires", Long.toString(15 * 60)));
        if (!ALGORITHM.equals(fields.get("Algorithm"))
                || !fields.containsKey("Signature")
                || !fields.containsKey("SignedHeaders")
                || expires == null) {
            return new Broken(
                    keyOf(credential),
                    Scope.parse(credential),
                    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                            + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
        }
        return signed(fields, basicTime(fields.getOrDefault("Date", "")), fields.get("Security-Token"), expires);
    }

    private static Claim signed(
            Map<String, String> fields, @Nullable Instant time, @Nullable String token, @Nullable Duration expires) {
        String credential = fields.getOrDefault("Credential", "");
        Scope scope = Scope.parse(credential);
        if (scope == null) {
            return new Broken(
                    keyOf(credential),
                    null,
                    "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/term, got '" + credential + "'");
        }
        if (time == null) {
            return new Broken(scope.keyId(), scope, "Date must be in ISO-8601 'basic format'.");
        }
        List<String> names = List.of(fields.getOrDefault("SignedHeaders", "").split(";"));
        return new Claim.Signed(scope, names, fields.getOrDefault("Signature", ""), time, token, expires);
    }

    /** A 4A credential has no region: it is in a set of its own. */
    private static Claim version4a(String credential, String regions) {
        String[] parts = credential.split("/", -1);
        Scope scope = parts.length == 4 ? new Scope(parts[0], parts[1], regions, parts[2], parts[3]) : null;
        return new Claim.Unchecked(parts[0], scope);
    }

    private static Map<String, String> fields(String header) {
        Map<String, String> fields = new HashMap<>();
        int space = header.indexOf(' ');
        for (String part : header.substring(space + 1).split("[,\\s]+")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return fields;
    }

    private static @Nullable String keyOf(@Nullable String credential) {
        return credential == null || credential.isEmpty() ? null : credential.split("/", 2)[0];
    }

    private static String first(String header) {
        return header.split("\\s", 2)[0];
    }

    private static @Nullable Instant basicTime(String text) {
        try {
            return BASIC_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant httpTime(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return basicTime(text);
        }
    }

    private static @Nullable Duration expires(String seconds) {
        try {
            Duration expires = Duration.ofSeconds(Long.parseLong(seconds));
            return expires.isNegative() || expires.compareTo(LONGEST_PRESIGNED) > 0 ? null : expires;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
