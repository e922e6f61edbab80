package io.keycanary.pipeline;

import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tokens for the tests of pipelines. */
final class PipelineExample {
    static final String ACCOUNT = "111122223333";
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");
    private static long tick;

    private PipelineExample() {}

    static synchronized CanaryToken token(
            String label, @Nullable String arn, @Nullable String principal, List<String> keys) {
        tick++;
        return new CanaryToken(
                new TokenId(Uuid7.next(InstantSource.fixed(T.plusMillis(tick)))),
                label,
                new Account.AwsAccount(ACCOUNT),
                new DecoyIdentity(arn, principal),
                keys.stream().map(key -> new AccessKey(key, T, null, true)).toList(),
                CanaryToken.Stewardship.NONE,
                TokenFacts.planned(T));
    }

    /** Tokens of path {@code /svc/ci/}, with identifiers as long as AWS makes them. */
    static List<CanaryToken> fleet(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> token(
                        "token-" + i,
                        "arn:aws:iam::" + ACCOUNT + ":user/svc/ci/runner-" + i,
                        "AIDA%017d".formatted(i),
                        List.of("AKIA%016d".formatted(i))))
                .toList();
    }
}
