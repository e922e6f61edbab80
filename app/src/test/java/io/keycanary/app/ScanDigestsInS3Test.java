package io.keycanary.app;

import static io.keycanary.app.CloudTrailFiles.KEY;
import static io.keycanary.app.CloudTrailFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import io.keycanary.integrity.SampleTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** In S3 the signatures lie beside the digests, so the newest is proven too. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ScanDigestsInS3Test {
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE", "aws.secretAccessKey", "not-secret");

    private static MotoServer moto;
    private static S3Client s3;

    @TempDir
    private Path folder;

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> signatures = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        moto = MotoServer.start();
        CREDENTIALS.forEach(System::setProperty);
        s3 = S3Client.builder()
                .endpointOverride(moto.url())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(CREDENTIALS.get("aws.accessKeyId"), "not-secret")))
                .build();
        s3.createBucket(bucket -> bucket.bucket("trail"));
    }

    @AfterAll
    static void stop() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        if (moto != null) {
            s3.close();
            moto.close();
        }
    }

    @BeforeEach
    void deliver() {
        new SampleTrail(files, signatures, "us-east-1", true).hours(3);
        files.forEach((key, bytes) -> s3.putObject(
                object -> object.bucket("trail")
                        .key(key)
                        .metadata(
                                signatures.containsKey(key)
                                        ? Map.of(
                                                "signature",
                                                signatures.get(key),
                                                "signature-algorithm",
                                                "SHA256withRSA")
                                        : Map.of()),
                RequestBody.fromBytes(bytes)));
    }

    private Program.Result verify() {
        write(folder.resolve("tokens.json"), "[{\"id\":\"t1\",\"accessKeyIds\":[\"" + KEY + "\"]}]");
        Path keys = write(folder.resolve("keys.json"), SampleTrail.publicKeys("us-east-1"));
        return new Program(folder.resolve("home"))
                .run(
                        "scan",
                        "--tokens",
                        folder.resolve("tokens.json").toString(),
                        "--verify-digests",
                        "--public-keys",
                        keys.toString(),
                        "--endpoint-url",
                        moto.url().toString(),
                        "s3://trail/AWSLogs/");
    }

    @Test
    void wholeTrail_isProvenWhole() {
        Program.Result result = verify();
        assertThat(result.err()).contains("3 signed, 0 unproven").contains("nothing is broken");
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(Exit.OK);
    }

    @Test
    void newestDigestAltered_isSeenByItsSignature() {
        String newest = signatures.keySet().stream().max(String::compareTo).orElseThrow();
        s3.putObject(
                object -> object.bucket("trail").key(newest).metadata(Map.of("signature", "00")),
                RequestBody.fromBytes(files.get(newest)));
        Program.Result result = verify();
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.lines()).singleElement().asString().contains("wrong-signature", "s3://trail/" + newest);
    }

    @Test
    void deletedLog_isMissing() {
        String log = files.keySet().stream()
                .filter(key -> !signatures.containsKey(key))
                .findFirst()
                .orElseThrow();
        s3.deleteObject(object -> object.bucket("trail").key(log));
        Program.Result result = verify();
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.lines()).singleElement().asString().contains("missing", log);
    }
}
