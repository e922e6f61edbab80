package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import java.net.URI;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same against a fake, and the trouble that no real store makes on demand. */
class FakeS3ScanTest extends S3ScanContract {
    private final FakeS3 s3 = new FakeS3(3);

    @AfterEach
    void stop() {
        s3.close();
    }

    @Override
    void put(String bucket, String key, byte[] content) {
        s3.put(bucket, key, content);
    }

    @Override
    URI endpoint() {
        return s3.endpoint();
    }

    private void threeLogs() {
        log("trail", "1.gz");
        log("trail", "2.gz");
        log("trail", "3.gz");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | NoSuchKey          | it vanished between listing and reading
            403 | AccessDenied       | it needs s3:GetObject on arn:aws:s3:::trail/*, and kms:Decrypt
            403 | InvalidObjectState | it is archived; restore it first
            403 | ExpiredToken       | the credentials are refused; renew them
            418 | IAmATeapot         | S3 says IAmATeapot: no (HTTP 418)
            """)
    void refusedObject_isTold_andTheOthersAreRead(int status, String code, String words) {
        threeLogs();
        s3.refuse("trail/2.gz", status, code);
        Program.Result result = scan("s3://trail");
        assertThat(ids(result)).containsExactly("1.gz", "3.gz");
        assertThat(result.err()).contains("\"unreadable\":\"s3://trail/2.gz\"", words, "\"damaged\":1");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
    }

    @Test
    void objectThatChanged_isTold() {
        threeLogs();
        s3.change("trail/2.gz");
        assertThat(scan("s3://trail").err()).contains("it changed between listing and reading");
    }

    @Test
    void bucketThatMayNotBeListed_saysWhatItNeeds() {
        threeLogs();
        log("other", "1.gz");
        s3.refuse("other", 403, "AccessDenied");
        Program.Result result = scan("s3://other", "s3://trail");
        assertThat(ids(result)).hasSize(3);
        assertThat(result.err())
                .contains("it needs s3:ListBucket on arn:aws:s3:::other; for a bucket whose requester pays");
    }

    @Test
    void brokenConnection_isMendedWhereItBroke() {
        byte[] noise = new byte[10 << 20];
        new Random(1).nextBytes(noise);
        put("trail", "0-noise", noise);
        threeLogs();
        s3.breakOff("trail/2.gz", 2);
        s3.breakOff("trail/0-noise", 3);
        Program.Result result = scan("s3://trail");
        assertThat(ids(result)).containsExactly("1.gz", "2.gz", "3.gz");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
        assertThat(s3.requests)
                .as("parts of a large object, none twice from its beginning")
                .filteredOn(request -> request.startsWith("/trail/0-noise"))
                .hasSizeBetween(8, 9)
                .doesNotHaveDuplicates()
                .contains("/trail/0-noise?null bytes=2097152-4194303");
    }

    @Test
    void connectionThatAlwaysBreaks_isGivenUp() {
        threeLogs();
        put("trail", "2.gz", Arrays.copyOf(new byte[] {1}, 1));
        s3.breakOff("trail/2.gz", Integer.MAX_VALUE);
        Program.Result result = scan("s3://trail");
        assertThat(ids(result)).containsExactly("1.gz", "3.gz");
        assertThat(result.err()).contains("the connection broke 5 times");
    }

    @Test
    void bucketInAnotherRegion_isFollowed() {
        threeLogs();
        s3.inRegion("trail", "eu-central-1");
        Program.Result result = scan("--region", "us-west-2", "s3://trail");
        assertThat(ids(result)).hasSize(3);
        assertThat(result.code()).isEqualTo(Exit.FOUND);
    }

    @Test
    void requesterPays_onlyWhenAskedTo() {
        threeLogs();
        s3.requesterPays("trail");
        Program.Result refused = scan("s3://trail");
        assertThat(refused.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(refused.err()).contains("--request-payer too");
        assertThat(ids(scan("--request-payer", "s3://trail"))).hasSize(3);
    }

    @Test
    void period_isAskedForOnly() {
        for (int day = 10; day < 30; day++) {
            log("trail", "AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/" + day + "/a.gz");
        }
        assertThat(ids(scan("--since", "2026-11-20", "--until", "2026-11-21", "s3://trail")))
                .hasSize(2);
        assertThat(s3.requests)
                .filteredOn(request -> request.startsWith("/trail?"))
                .as("the folders above, and one page from the first day on")
                .hasSize(5)
                .last()
                .asString()
                .contains("start-after=AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/20");
    }

    @Test
    void endpointThatIsNone_isWrongUsage() {
        Program.Result result =
                program().run("scan", "--tokens", line()[2], "--endpoint-url", "nonsense", "s3://trail");
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("S3 cannot be used with these options");
    }

    @Test
    void urlWithoutABucket_isWrongUsage() {
        Program.Result result = scan("s3:///prefix");
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("an S3 path is s3://bucket or s3://bucket/prefix, not s3:///prefix");
    }
}
