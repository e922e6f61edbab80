package io.keycanary.aws;

import io.keycanary.token.AccountAccess;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes clients of AWS services for one account: its credentials, endpoint, retries, and whoever watches the calls. The
 * one seam between us and an account. Clients share its connections, and are no longer usable once it is closed.
 */
final class AccountClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(SILENCE)
            .build();
    private final Patience patience;
    private final AccountAccess access;
    private final List<ExecutionInterceptor> watchers;
    private final AwsCredentialsProvider credentials;

    /**
     * Nothing is called yet.
     *
     * @param sessionName of the role's session, if a role is assumed; seen in CloudTrail
     * @param watchers see every call
     */
    AccountClients(AccountAccess access, String sessionName, List<ExecutionInterceptor> watchers, Patience patience) {
        this.patience = patience;
        this.access = access;
        this.watchers = List.copyOf(watchers);
        this.credentials = credentials(sessionName);
    }

    private AwsCredentialsProvider credentials(String sessionName) {
        AwsCredentialsProvider base = access.profile() == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(access.profile());
        if (access.roleArn() == null) {
            return base;
        }
        StsClient sts = client(StsClient.builder(), access.region(), base, patience.usual());
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(access.roleArn())
                        .externalId(access.externalId())
                        .roleSessionName(sessionName))
                .build();
    }

    /** A client for the account's own region. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, access.region());
    }

    /** The same for calls that must not be made twice: repeated only when AWS asked to call less often. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C clientOfUniqueCalls(B builder) {
        return client(builder, access.region(), credentials, patience.once());
    }

    /** A client that calls as somebody else, once each time: who answers a refusal is asked nothing twice. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsCredentialsProvider whose) {
        return client(builder, access.region(), whose, patience.once());
    }

    /** A client for another region. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        return client(builder, region, credentials, patience.usual());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String region, AwsCredentialsProvider whose, RetryStrategy strategy) {
        builder.httpClient(http)
                .credentialsProvider(whose)
                .region(Region.of(region))
                .overrideConfiguration(override -> {
                    override.retryStrategy(strategy);
                    watchers.forEach(override::addExecutionInterceptor);
                });
        if (access.endpoint() != null) {
            builder.endpointOverride(access.endpoint());
        }
        return builder.build();
    }

    @Override
    public void close() {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        http.close();
    }
}
