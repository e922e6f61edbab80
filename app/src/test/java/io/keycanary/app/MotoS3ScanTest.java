package io.keycanary.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The same against moto, a server that others wrote to behave like S3. */
class MotoS3ScanTest extends S3ScanContract {
    private static @Nullable Process server;
    private static @Nullable S3Client client;
    private static URI endpoint = URI.create("http://127.0.0.1");

    private final Set<String> made = new HashSet<>();

    @BeforeAll
    static void startMoto() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        endpoint = URI.create("http://127.0.0.1:" + port);
        ProcessBuilder command = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("MOTO_S3_DEFAULT_MAX_KEYS", "3");
        try {
            server = command.start();
        } catch (IOException e) {
            Assumptions.abort("moto_server is not on this machine");
        }
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!answers(port)) {
            Assumptions.assumeTrue(
                    Objects.requireNonNull(server).isAlive() && System.nanoTime() < end,
                    "moto_server does not work here");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .build();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stopMoto() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.destroy();
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
        return endpoint;
    }
}
