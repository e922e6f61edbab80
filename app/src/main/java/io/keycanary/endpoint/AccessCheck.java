package io.keycanary.endpoint;

import io.keycanary.endpoint.Fault.Kind;
import io.keycanary.endpoint.Verdict.Caller;
import io.keycanary.endpoint.Verdict.Stranger;
import io.keycanary.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks claims in the order of AWS: is the claim whole, is the key known, is it in time, is the signature right. */
final class AccessCheck {
    /** Clock skew that AWS accepts (IAM User Guide; Amazon S3 API Reference, RequestTimeTooSkewed). */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration S3_SKEW = Duration.ofMinutes(15);
    private static final Pattern KEY_ID = Pattern.compile("\\w{16,128}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}|aws-global");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private final DecoyKeys keys;

    AccessCheck(DecoyKeys keys) {
        this.keys = keys;
    }

    Verdict check(HttpCall call, Claim claim) throws StoreDownException {
        String keyId = claim.keyId();
        DecoyKey key = keyId == null || !KEY_ID.matcher(keyId).matches() ? null : keys.find(keyId);
        Fault unread = unread(claim);
        if (key == null) {
            return new Stranger(unread == null ? noSuchKey(keyId) : unread);
        }
        if (unread != null || !(claim instanceof Claim.Signed signed)) {
            return new Caller(key, false, unread);
        }
        return judge(call, signed, key);
    }

    private static @Nullable Fault unread(Claim claim) {
        return switch (claim) {
            case Claim.Anonymous none -> Fault.of(Kind.ANONYMOUS);
            case Claim.Broken broken -> Fault.of(Kind.INCOMPLETE, broken.why());
            case Claim.Unchecked other -> Fault.of(Kind.UNSUPPORTED_SIGNATURE);
            case Claim.Signed signed ->
                signed.signedHeaders().contains("host")
                        ? null
                        : Fault.of(
                                Kind.INCOMPLETE,
                                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        };
    }

    private static Caller judge(HttpCall call, Claim.Signed claim, DecoyKey key) {
        Fault scope = scope(claim);
        Fault time = scope == null ? time(call, claim) : scope;
        if (time != null) {
            return new Caller(key, false, time);
        }
        if (!SignatureV4.matches(call, claim, key.secret())) {
            return new Caller(key, false, wrongSignature(call, claim));
        }
        Fault digest = digest(call);
        Fault session = session(claim, key, call.receivedAt());
        boolean proven = digest == null && (session == null || session.kind() != Kind.BAD_SESSION_TOKEN);
        Fault inactive = key.active() ? session : noSuchKey(key.accessKeyId());
        return new Caller(key, proven, inactive == null ? digest : inactive);
    }

    private static @Nullable Fault scope(Claim.Signed claim) {
        Claim.Scope scope = claim.scope();
        String date = ClaimReader.BASIC_TIME.format(claim.time());
        if (!date.startsWith(scope.date()) || scope.date().length() != 8) {
            return Fault.of(
                    Kind.BAD_SCOPE,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + scope.date() + "' != '" + date.substring(0, 8) + "', from '" + date + "'.");
        }
        if (!REGION.matcher(scope.region()).matches()) {
            return Fault.of(Kind.BAD_SCOPE, "Credential should be scoped to a valid region.");
        }
        if (!SERVICE.matcher(scope.service()).matches()) {
            return Fault.of(Kind.BAD_SCOPE, "Credential should be scoped to correct service.");
        }
        if (!scope.terminator().equals("aws4_request")) {
            return Fault.of(
                    Kind.BAD_SCOPE,
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '" + scope.terminator()
                            + "'.");
        }
        return null;
    }

    private static @Nullable Fault time(HttpCall call, Claim.Signed claim) {
        boolean s3 = claim.scope().service().startsWith("s3");
        Duration skew = s3 ? S3_SKEW : SKEW;
        Instant now = call.receivedAt();
        Duration life = claim.expires() == null ? skew : claim.expires();
        if (now.isAfter(claim.time().plus(life))) {
            String at = ClaimReader.BASIC_TIME.format(claim.time());
            String earliest = ClaimReader.BASIC_TIME.format(now.minus(life));
            return outOfTime(
                    claim,
                    now,
                    skew,
                    "Signature expired: " + at + " is now earlier than " + earliest + " ("
                            + ClaimReader.BASIC_TIME.format(now) + " - " + life.toMinutes() + " min.)");
        }
        if (claim.time().isAfter(now.plus(skew))) {
            String at = ClaimReader.BASIC_TIME.format(claim.time());
            String latest = ClaimReader.BASIC_TIME.format(now.plus(skew));
            return outOfTime(
                    claim,
                    now,
                    skew,
                    "Signature not yet current: " + at + " is still later than " + latest + " ("
                            + ClaimReader.BASIC_TIME.format(now) + " + " + skew.toMinutes() + " min.)");
        }
        return null;
    }

    private static Fault outOfTime(Claim.Signed claim, Instant now, Duration skew, String detail) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (claim.expires() == null) {
            facts.put("RequestTime", ClaimReader.BASIC_TIME.format(claim.time()));
            facts.put("ServerTime", wholeSecond(now));
            facts.put("MaxAllowedSkewMilliseconds", Long.toString(skew.toMillis()));
        } else {
            facts.put("X-Amz-Expires", Long.toString(claim.expires().toSeconds()));
            facts.put("Expires", wholeSecond(claim.time().plus(claim.expires())));
            facts.put("ServerTime", wholeSecond(now));
        }
        return new Fault(Kind.OUT_OF_TIME, detail, facts);
    }

    private static String wholeSecond(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    private static Fault noSuchKey(@Nullable String keyId) {
        return new Fault(Kind.NO_SUCH_KEY, "", Map.of("AWSAccessKeyId", keyId == null ? "" : keyId));
    }

    private static Fault wrongSignature(HttpCall call, Claim.Signed claim) {
        var forms = CanonicalRequest.forms(call, claim);
        if (forms.isEmpty() && call.body().sha256() == null) {
            return Fault.of(Kind.TOO_LARGE);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("AWSAccessKeyId", claim.keyId());
        if (!forms.isEmpty()) {
            facts.put("StringToSign", SignatureV4.stringToSign(claim, forms.getFirst()));
            facts.put("SignatureProvided", claim.signature());
            facts.put("CanonicalRequest", forms.getFirst());
        }
        return new Fault(Kind.BAD_SIGNATURE, "", facts);
    }

    /** A hash in the header was signed, but the body may be another one. */
    private static @Nullable Fault digest(HttpCall call) {
        String signed = call.headers().first("x-amz-content-sha256");
        String real = call.body().sha256();
        boolean hash = signed != null && signed.length() == 64;
        if (!hash || real == null || real.equals(signed)) {
            return null;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("ClientComputedContentSHA256", signed);
        facts.put("S3ComputedContentSHA256", real);
        return new Fault(Kind.BAD_DIGEST, "", facts);
    }

    private static @Nullable Fault session(Claim.Signed claim, DecoyKey key, Instant now) {
        DecoyKey.Session session = key.session();
        String token = claim.sessionToken();
        if (session == null) {
            return token == null ? null : Fault.of(Kind.BAD_SESSION_TOKEN);
        }
        if (token == null || !session.token().matches(Secret.of(token))) {
            return Fault.of(Kind.BAD_SESSION_TOKEN);
        }
        return now.isBefore(session.expires()) ? null : Fault.of(Kind.SESSION_EXPIRED);
    }
}
