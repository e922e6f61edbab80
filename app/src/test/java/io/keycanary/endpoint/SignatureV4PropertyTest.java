package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the signature check: what was signed is accepted, and nothing else. */
class SignatureV4PropertyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Property(tries = 300)
    void signed_isAccepted(@ForAll("requests") Signing signing) throws Exception {
        assertThat(check(signing.call())).isEqualTo(true);
    }

    @Property(tries = 300)
    void oneCharacterChanged_isRefused(@ForAll("requests") Signing signing, @ForAll int place) throws Exception {
        HttpCall call = signing.call();
        String signed = call.method() + " " + call.rawPath() + "?" + call.rawQuery();
        int at = Math.floorMod(place, signed.length());
        String changed = signed.substring(0, at) + (signed.charAt(at) == 'x' ? 'y' : 'x') + signed.substring(at + 1);

        HttpCall other = request(call, changed);

        // A changed dot or slash may normalise to the same path: then it is the same request.
        boolean same = CanonicalRequest.forms(other, (Claim.Signed) ClaimReader.read(other))
                .equals(CanonicalRequest.forms(call, (Claim.Signed) ClaimReader.read(call)));
        assertThat(check(other)).isEqualTo(same);
    }

    @Property(tries = 300)
    void oneHeaderByteChanged_isRefused(@ForAll("requests") Signing signing, @ForAll int which, @ForAll int place)
            throws Exception {
        HttpCall call = signing.call();
        List<Headers.Field> fields = new ArrayList<>(call.headers().fields());
        int at = Math.floorMod(which, fields.size());
        String value = fields.get(at).value();
        int byteAt = Math.floorMod(place, value.length());
        char changed = value.charAt(byteAt) == '7' ? '8' : '7';
        fields.set(
                at,
                new Headers.Field(
                        fields.get(at).name(), value.substring(0, byteAt) + changed + value.substring(byteAt + 1)));

        assertThat(check(with(call, new Headers(fields)))).isEqualTo(false);
    }

    @Property(tries = 200)
    void otherSecret_isRefused(@ForAll("requests") Signing signing, @ForAll String secret) throws Exception {
        signing.secret = secret.equals(TestKeys.SECRET) ? "other" : secret;

        assertThat(check(signing.call())).isEqualTo(false);
    }

    @Property(tries = 100)
    void bodyChanged_signedByItsHash_isRefused(@ForAll byte[] body, @ForAll boolean hashInHeader) throws Exception {
        Signing signing = new Signing(NOW);
        signing.method = "PUT";
        signing.service = hashInHeader ? "s3" : "sts";
        signing.payloadHash = Signing.sha256(body);
        if (hashInHeader) {
            signing.headers.put("x-amz-content-sha256", signing.payloadHash);
        }
        byte[] other = new String(body, StandardCharsets.ISO_8859_1).concat("x").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(check(withBody(signing.call(), body))).isEqualTo(true);
        assertThat(check(withBody(signing.call(), other))).isEqualTo(false);
    }

    @Property(tries = 2_000)
    void hostileRequest_isAnswered(
            @ForAll String path, @ForAll String query, @ForAll String authorization, @ForAll String date)
            throws Exception {
        Headers headers = new Headers(List.of(
                new Headers.Field("Authorization", "AWS4-HMAC-SHA256 " + authorization),
                new Headers.Field("x-amz-date", date)));
        HttpCall call =
                new HttpCall("GET", path, query, headers, new HttpCall.Body(new byte[0], 0, ""), "::1", null, NOW);

        assertThat(check(call)).isEqualTo(false);
    }

    @Provide
    Arbitrary<Signing> requests() {
        Arbitrary<String> method = Arbitraries.of("GET", "PUT", "POST", "DELETE", "HEAD");
        Arbitrary<String> service = Arbitraries.of("s3", "sts", "dynamodb", "lambda");
        Arbitrary<String> segment = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
        Arbitrary<String> headerBytes = Arbitraries.strings()
                .withCharRange('!', '~')
                .withCharRange('\u00A1', '\u00FF')
                .ofMinLength(1)
                .ofMaxLength(20);
        return Combinators.combine(method, service, segment.list().ofMaxSize(4), segment, segment, headerBytes)
                .as(SignatureV4PropertyTest::signing);
    }

    private static Signing signing(
            String method, String service, List<String> path, String name, String value, String header) {
        Signing signing = new Signing(NOW);
        signing.method = method;
        signing.service = service;
        signing.headers.put("x-amz-meta-note", header);
        StringBuilder sent = new StringBuilder();
        // Encoded once for S3; for the others, a path that needs no encoding is signed as it is sent.
        path.forEach(p -> sent.append('/')
                .append(service.equals("s3") ? Percent.encode(p) : "p" + Integer.toHexString(p.hashCode())));
        signing.canonicalPath = sent.isEmpty() ? "/" : sent.toString();
        signing.canonicalQuery = Percent.encode(name) + "=" + Percent.encode(value);
        return signing;
    }

    private static boolean check(HttpCall call) throws StoreDownException {
        Verdict verdict = new AccessCheck(new TestKeys()).check(call, ClaimReader.read(call));
        return verdict instanceof Verdict.Caller caller
                && caller.key() == TestKeys.KEY
                && caller.authenticated()
                && caller.fault() == null;
    }

    private static HttpCall request(HttpCall call, String line) {
        String[] words = line.split(" ", 2);
        String target = words.length == 2 ? words[1] : "";
        int question = target.indexOf('?');
        return new HttpCall(
                words[0],
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                call.headers(),
                call.body(),
                call.sourceAddress(),
                null,
                NOW);
    }

    private static HttpCall with(HttpCall call, Headers headers) {
        return new HttpCall(
                call.method(), call.rawPath(), call.rawQuery(), headers, call.body(), "127.0.0.1", null, NOW);
    }

    private static HttpCall withBody(HttpCall call, byte[] bytes) {
        var body = new HttpCall.Body(bytes, bytes.length, Signing.sha256(bytes));
        return new HttpCall(
                call.method(), call.rawPath(), call.rawQuery(), call.headers(), body, "127.0.0.1", null, NOW);
    }
}
