package io.keycanary.app;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The same against moto, a server that others wrote to behave like S3. */
class MotoS3ScanTest extends S3ScanContract {
    private static @Nullable MotoServer server;
    private static @Nullable S3Client client;

    private final Set<String> made = new HashSet<>();

    @BeforeAll
    static void startMoto() throws IOException {
        MotoServer started = MotoServer.start(Map.of("MOTO_S3_DEFAULT_MAX_KEYS", "3"));
        server = started;
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .endpointOverride(started.url())
                .forcePathStyle(true)
                .build();
    }

    @AfterAll
    static void stopMoto() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    void put(String bucket, String key, byte[] content) {
        S3Client s3 = Objects.requireNonNull(client);
        if (made.add(bucket)) {
            s3.createBucket(request -> request.bucket(bucket));
        }
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    @Override
    URI endpoint() {
        return Objects.requireNonNull(server).url();
    }
}
