package io.keycanary.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that a Version 4 signature is made over (IAM User Guide, "Create a signed AWS API request").
 *
 * <p>Idea: build it from the raw request line, never from a parsed URI, since a server that decodes {@code %2F} or
 * collapses {@code //} can no longer tell what was signed. Clients disagree in two corners, whether dot segments and
 * double slashes are normalised in the signed path, and what a plus sign in a query stands for. So there are up to four
 * forms, and a signature over any of them proves the secret. Choosing by user agent was rejected: it is hostile text.
 */
final class CanonicalRequest {
    private static final Set<String> OBJECT_SERVICES =
            Set.of("s3", "s3-object-lambda", "s3-outposts", "s3express", "s3tables");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private CanonicalRequest() {}

    /** All forms, the likeliest first; none when a signed header is missing or the body's hash is not known. */
    static List<String> forms(HttpCall call, Claim.Signed claim) {
        String headers = headers(call.headers(), claim.signedHeaders());
        String payload = payload(call, claim);
        if (headers == null || payload == null) {
            return List.of();
        }
        String rest = headers + "\n" + String.join(";", claim.signedHeaders()) + "\n" + payload;
        List<String> forms = new ArrayList<>();
        for (String path : paths(call.rawPath(), claim.scope().service())) {
            for (String query : queries(call.rawQuery())) {
                forms.add(call.method() + "\n" + path + "\n" + query + "\n" + rest);
            }
        }
        return forms;
    }

    /** S3 signs the path as it is sent; everyone else encodes it once more. */
    private static Set<String> paths(String raw, String service) {
        String path = raw.isEmpty() ? "/" : raw;
        Set<String> forms = new LinkedHashSet<>();
        if (OBJECT_SERVICES.contains(service)) {
            forms.add(Percent.encode(Percent.decode(path), true));
            forms.add(path);
        } else {
            forms.add(Percent.encode(normalised(path).getBytes(StandardCharsets.UTF_8), true));
            forms.add(Percent.encode(path.getBytes(StandardCharsets.UTF_8), true));
        }
        return forms;
    }

    private static String normalised(String path) {
        List<String> kept = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        String end = path.endsWith("/") && !kept.isEmpty() ? "/" : "";
        return "/" + String.join("/", kept) + end;
    }

    private static Set<String> queries(String raw) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(query(Parameters.parse(raw, false)));
        forms.add(query(Parameters.parse(raw, true)));
        return forms;
    }

    private static String query(Parameters parameters) {
        StringJoiner out = new StringJoiner("&");
        parameters.pairs().stream()
                .filter(p -> !p.name().equals("X-Amz-Signature"))
                .map(p -> new Parameters.Pair(Percent.encode(p.name()), Percent.encode(p.value())))
                .sorted(Comparator.comparing(Parameters.Pair::name).thenComparing(Parameters.Pair::value))
                .forEach(p -> out.add(p.name() + "=" + p.value()));
        return out.toString();
    }

    private static @Nullable String headers(Headers headers, List<String> names) {
        StringBuilder out = new StringBuilder();
        for (String name : names) {
            List<String> values = headers.all(name);
            if (values.isEmpty()) {
                return null;
            }
            StringJoiner joined = new StringJoiner(",");
            values.forEach(v -> joined.add(SPACES.matcher(v.strip()).replaceAll(" ")));
            out.append(name).append(':').append(joined).append('\n');
        }
        return out.toString();
    }

    /** The header speaks for the payload where it is sent, also {@code UNSIGNED-PAYLOAD} and {@code STREAMING-...}. */
    private static @Nullable String payload(HttpCall call, Claim.Signed claim) {
        String header = call.headers().first("x-amz-content-sha256");
        if (header != null) {
            return header;
        }
        String parameter = call.query().first("X-Amz-Content-Sha256");
        if (parameter != null) {
            return parameter;
        }
        boolean unsigned =
                claim.presigned() && OBJECT_SERVICES.contains(claim.scope().service());
        return unsigned ? "UNSIGNED-PAYLOAD" : call.body().sha256();
    }
}
