package io.keycanary.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.keycanary.audit.AccountInspector.Depth;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.FilterPlan;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * AWS asks to call less often: a stub of that answer (IAM API, "Common Errors"), and time that is only counted. The pace
 * that the SDK finds by itself beside our waits is left out, because it waits in real time.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ThrottlingStubTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();
    private Duration waited = Duration.ZERO;
    private HttpServer server;
    private AwsAccounts accounts;
    private ManagedAccount account;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean busy = calls.incrementAndGet() <= throttled.get();
            byte[] body = (busy
                            ? "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error>"
                                    + "</ErrorResponse>"
                            : "<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap/>"
                                    + "</GetAccountSummaryResult></GetAccountSummaryResponse>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(busy ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        accounts = new AwsAccounts(
                CLOCK, List.of(), Patience.of(DefaultRetryStrategy.standardStrategyBuilder(), this::counted));
        account = new ManagedAccount(
                "prod",
                new AwsAccount("123456789012"),
                new AccountAccess(
                        null,
                        null,
                        null,
                        "us-east-1",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                "/batch/",
                new DecoyTag("CostUnit", "4711"),
                NOW);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private BackoffStrategy counted(BackoffStrategy real) {
        return attempt -> {
            waited = waited.plus(real.computeDelay(attempt));
            return Duration.ZERO;
        };
    }

    private static CanaryToken token() {
        return new CanaryToken(
                TokenId.of("01890000-0000-7000-8000-000000000001"),
                "svc-a",
                new AwsAccount("123456789012"),
                new DecoyIdentity("arn:aws:iam::123456789012:user/batch/svc-a", null),
                List.of(),
                Stewardship.NONE,
                TokenFacts.planned(NOW));
    }

    @Test
    void account_thatIsBusyForAWhile_isWaitedFor() {
        throttled.set(Patience.ATTEMPTS - 1);
        try (TokenIssuer issuer = accounts.issuer(account)) {
            assertThatCode(() -> issuer.requireRoom(1)).doesNotThrowAnyException();
        }
        assertThat(calls).hasValue(Patience.ATTEMPTS);
        assertThat(waited).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(91));
    }

    @Test
    void account_thatStaysBusy_isToldByEachFamily_withTheCall() {
        throttled.set(Integer.MAX_VALUE);
        try (TokenIssuer issuer = accounts.issuer(account)) {
            givesUp("iam:GetAccountSummary", () -> issuer.requireRoom(1));
            givesUp("iam:CreateUser", () -> issuer.makeUser(token()));
            givesUp("iam:CreateAccessKey", () -> issuer.makeKey(token()));
            givesUp("iam:DeleteAccessKey", () -> issuer.deleteKey(token(), "AKIARZPUZDIKGB2VALC4"));
            givesUp("iam:GetUser", () -> issuer.deleteUser(token()));
        }
        Blueprint blueprint = Blueprint.of(
                new Site("123456789012", "aws", "us-east-1", List.of(), "watch"),
                List.of(token()),
                List.of("/batch/"),
                FilterPlan.MAX_FILTERS,
                List.of());
        givesUp(
                "role watch-logs",
                () -> new AwsPipeline(accounts)
                        .apply(account, blueprint, new Choice(true, false, false, false), done -> {}));
        givesUp(
                "iam:GetAccountAuthorizationDetails",
                () -> new AwsInspector(accounts, CLOCK)
                        .look(account, List.of(), new Depth(true, false, Set.of(), Set.of())));
    }

    private void givesUp(String call, ThrowingCallable work) {
        calls.set(0);
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.reason()).isEqualTo(Reason.THROTTLED))
                .hasMessageContainingAll("AWS asks to call " + call + " less often: try again later", "Rate exceeded");
        assertThat(calls).as(call).hasValue(Patience.ATTEMPTS);
    }
}
