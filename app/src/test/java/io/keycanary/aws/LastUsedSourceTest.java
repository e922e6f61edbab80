package io.keycanary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.app.MotoServer;
import io.keycanary.intake.Example;
import io.keycanary.source.LastUse;
import io.keycanary.source.RecordSource;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.CanaryToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;

/** IAM's last-used data, against moto. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LastUsedSourceTest {
    private static MotoServer moto;

    private final List<LastUse> uses = new ArrayList<>();
    private Instant now = Instant.now();
    private MotoQueue account;
    private LastUsedSource source;
    private IamClient iam;

    private final RecordSource.Sink sink = new UsesTaken(uses);

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void open() {
        account = new MotoQueue(moto, "watch");
        iam = IamClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .endpointOverride(moto.url())
                .build();
        source = new LastUsedSource(
                account.where(),
                new AwsAccounts(Clock.systemUTC(), request -> {}),
                account.ledger,
                () -> now,
                of -> {});
    }

    @AfterEach
    void close() {
        iam.close();
        source.close();
        account.close();
    }

    private CanaryToken token(String keyId) {
        CanaryToken local = Example.token();
        CanaryToken token = new CanaryToken(
                local.id(),
                local.label(),
                new AwsAccount(MotoQueue.ACCOUNT),
                local.identity(),
                List.of(new io.keycanary.token.AccessKey(keyId, Example.T, null, true)),
                local.stewardship(),
                local.facts());
        account.ledger.change(stores -> stores.tokens().add(token));
        return token;
    }

    private AccessKey key(String user) {
        iam.createUser(r -> r.userName(user));
        return iam.createAccessKey(r -> r.userName(user)).accessKey();
    }

    private void use(AccessKey key) {
        try (StsClient sts = StsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .region(Region.EU_WEST_1)
                .endpointOverride(moto.url())
                .build()) {
            sts.getCallerIdentity();
        }
    }

    @Test
    void key_thatWasUsed_isTold_andOneThatNeverWasIsNot() throws Exception {
        AccessKey used = key("used");
        CanaryToken token = token(used.accessKeyId());
        token(key("unused").accessKeyId());
        use(used);
        source.poll(sink);
        assertThat(uses).singleElement().satisfies(use -> {
            assertThat(use.token()).isEqualTo(token.id());
            assertThat(use.service()).isEqualTo("sts");
            assertThat(use.region()).isEqualTo("eu-west-1");
        });
        source.poll(sink);
        assertThat(uses).as("not asked all the time").hasSize(1);
        now = now.plus(Duration.ofMinutes(16));
        source.poll(sink);
        assertThat(uses).hasSize(2);
        assertThat(source.problem()).isNull();
    }
}
