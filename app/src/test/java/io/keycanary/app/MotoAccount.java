package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

/**
 * An AWS account in moto for the verbs of the program: credentials come from the profiles of a file of its own, and
 * nothing of this machine is read. {@link #iam()} is the account's administrator, who is always let in.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
abstract class MotoAccount {
    static final String ACCOUNT = "123456789012";
    private static final List<String> CONFIGURATION = List.of(
            "aws.accessKeyId",
            "aws.secretAccessKey",
            "aws.sharedCredentialsFile",
            "aws.configFile",
            "aws.disableEc2Metadata");
    private static @Nullable MotoServer server;

    @TempDir
    Path folder;

    private @Nullable IamClient administrator;
    private @Nullable AwsCredentials administratorKey;

    @BeforeAll
    static void startMoto() throws IOException {
        server = MotoServer.start();
    }

    @AfterAll
    static void stopMoto() {
        CONFIGURATION.forEach(System::clearProperty);
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @BeforeEach
    void nothingOfThisMachine() throws IOException, InterruptedException {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.setProperty("aws.sharedCredentialsFile", credentials().toString());
        System.setProperty("aws.configFile", folder.resolve("config").toString());
        System.setProperty("aws.disableEc2Metadata", "true");
        Files.writeString(credentials(), "");
        moto().reset();
        IamClient anybody = client("any", "any");
        AccessKey key = user(anybody, "administrator", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
        administratorKey = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
        administrator = client(key.accessKeyId(), key.secretAccessKey());
    }

    static MotoServer moto() {
        return Objects.requireNonNull(server);
    }

    static URI url() {
        return moto().url();
    }

    private static IamClient client(String key, String secret) {
        return IamClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
                .region(Region.US_EAST_1)
                .endpointOverride(url())
                .build();
    }

    private static AccessKey user(IamClient iam, String name, String statement) {
        iam.createUser(r -> r.userName(name));
        iam.putUserPolicy(r -> r.userName(name)
                .policyName("p")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}"));
        return iam.createAccessKey(r -> r.userName(name)).accessKey();
    }

    AwsCredentials administratorKey() {
        return Objects.requireNonNull(administratorKey);
    }

    IamClient iam() {
        return Objects.requireNonNull(administrator);
    }

    private Path credentials() {
        return folder.resolve("credentials");
    }

    /** A user with these actions, whose key is in the profile of the same name. From now on permissions count. */
    void profile(String name, String... actions) throws IOException, InterruptedException {
        String statement =
                "{\"Effect\":\"Allow\",\"Action\":[\"" + String.join("\",\"", actions) + "\"],\"Resource\":\"*\"}";
        AccessKey key = user(iam(), name, statement);
        profile(name, key.accessKeyId(), key.secretAccessKey());
        moto().enforceAuthorization();
    }

    /** A profile with any key. */
    void profile(String name, String keyId, String secret) {
        try {
            Files.writeString(
                    credentials(),
                    Files.readString(credentials()) + "[" + name + "]\naws_access_key_id = " + keyId
                            + "\naws_secret_access_key = " + secret + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program program() {
        return new Program(folder.resolve("home"));
    }

    /** {@code account add NAME} for this account, with the profile of the same name. */
    Program.Result add(String name, String... more) {
        List<String> line = new ArrayList<>(List.of("account", "add", name, "--profile", name, "--path", "/batch/"));
        line.addAll(List.of("--endpoint-url", url().toString()));
        line.addAll(List.of(more));
        return program().run(line.toArray(String[]::new));
    }

    /** CloudTrail will show these calls: each is known by its request id. */
    final void everyCallIsOurs() {
        Path home = folder.resolve("home");
        try (SqlLedger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            assertThat(CallRecorder.requestIds())
                    .isNotEmpty()
                    .allMatch(id ->
                            ledger.<Boolean>read(stores -> stores.ownCalls().isOurs(id)));
        }
    }
}
