package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requests and signatures that AWS published: Amazon S3 API Reference, "Authenticating requests: using the Authorization
 * header", "... query parameters", "Signature calculations ... multiple chunks"; IAM User Guide, "Create a signed AWS API
 * request".
 */
class SignatureV4VectorsTest {
    private static final Secret S3_SECRET = Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static final Secret IAM_SECRET = Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final String S3_SCOPE = "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
    private static final Instant S3_TIME = Instant.parse("2013-05-24T00:00:00Z");

    @Test
    void getObject_rightSignature_matches() {
        HttpCall call = call(
                "GET",
                "/test.txt",
                "",
                "Host: examplebucket.s3.amazonaws.com",
                "Range: bytes=0-9",
                "x-amz-content-sha256: " + Signing.EMPTY_SHA256,
                "x-amz-date: 20130524T000000Z",
                "Authorization: AWS4-HMAC-SHA256 " + S3_SCOPE
                        + ",SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

        assertThat(matches(call, S3_SECRET)).isTrue();
        assertThat(matches(call, IAM_SECRET)).isFalse();
    }

    @Test
    void putObject_dollarInKeyAndHttpDate_matches() {
        String hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        HttpCall call = call(
                "PUT",
                "/test$file.text",
                "",
                "Host: examplebucket.s3.amazonaws.com",
                "Date: Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-date: 20130524T000000Z",
                "x-amz-storage-class: REDUCED_REDUNDANCY",
                "x-amz-content-sha256: " + hash,
                "Authorization: AWS4-HMAC-SHA256 " + S3_SCOPE
                        + ",SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                        + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

        assertThat(matches(call, S3_SECRET)).isTrue();
    }

    @Test
    void listObjects_query_matches() {
        HttpCall call = call(
                "GET",
                "/",
                "prefix=J&max-keys=2",
                "Host: examplebucket.s3.amazonaws.com",
                "x-amz-date: 20130524T000000Z",
                "x-amz-content-sha256: " + Signing.EMPTY_SHA256,
                "Authorization: AWS4-HMAC-SHA256 " + S3_SCOPE
                        + ",SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                        + "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

        assertThat(matches(call, S3_SECRET)).isTrue();
    }

    @Test
    void presignedGet_rightSignature_matches() {
        HttpCall call = call(
                "GET",
                "/test.txt",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
                "Host: examplebucket.s3.amazonaws.com");

        assertThat(matches(call, S3_SECRET)).isTrue();
    }

    @Test
    void chunkedUpload_seedSignature_matches() {
        HttpCall call = call(
                "PUT",
                "/examplebucket/chunkObject.txt",
                "",
                "Host: s3.amazonaws.com",
                "x-amz-date: 20130524T000000Z",
                "x-amz-storage-class: REDUCED_REDUNDANCY",
                "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "Content-Encoding: aws-chunked",
                "x-amz-decoded-content-length: 66560",
                "Content-Length: 66824",
                "Authorization: AWS4-HMAC-SHA256 " + S3_SCOPE
                        + ",SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                        + "x-amz-decoded-content-length;x-amz-storage-class,"
                        + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");

        assertThat(matches(call, S3_SECRET)).isTrue();
    }

    @Test
    void iamListUsers_signedContentType_matches() {
        HttpCall call = call(
                "GET",
                "/",
                "Action=ListUsers&Version=2010-05-08",
                "Host: iam.amazonaws.com",
                "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
                "X-Amz-Date: 20150830T123600Z",
                "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date,"
                        + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");

        assertThat(matches(call, IAM_SECRET)).isTrue();
    }

    private static boolean matches(HttpCall call, Secret secret) {
        return SignatureV4.matches(call, (Claim.Signed) ClaimReader.read(call), secret);
    }

    private static HttpCall call(String method, String path, String query, String... lines) {
        List<Headers.Field> fields = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(": ", 2);
            fields.add(new Headers.Field(parts[0], parts[1]));
        }
        var body = new HttpCall.Body(new byte[0], 0, Signing.EMPTY_SHA256);
        return new HttpCall(method, path, query, new Headers(fields), body, "127.0.0.1", null, S3_TIME);
    }
}
