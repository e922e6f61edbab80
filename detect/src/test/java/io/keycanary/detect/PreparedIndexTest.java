package io.keycanary.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An index written to a file and read again finds what the index itself finds. */
class PreparedIndexTest {
    private static final String LEARNED = "ASIAQYLPMN5HLEARNED1";

    private static byte[] written(TokenIndex index) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            index.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an output in memory cannot fail", e);
        }
        return out.toByteArray();
    }

    static List<MatchCase> cases() {
        return MatchCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void scan_namedCaseByPreparedIndex_givesTheSame(MatchCase given) {
        TokenIndex index = TokenIndex.of(given.tokens(), List.of());

        assertThat(Seen.by(new Detector(TokenIndex.prepared(written(index))), given.input())
                        .lines())
                .isEqualTo(Seen.by(new Detector(index), given.input()).lines());
    }

    @Test
    void prepared_manyTokens_findsEachAndNoOther() {
        List<WatchedToken> tokens = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            tokens.add(token(i));
        }
        TokenIndex index = TokenIndex.prepared(written(TokenIndex.of(tokens, List.of())));

        assertThat(index.size()).isEqualTo(20_000);
        for (int i = 0; i < 20_000; i += 7) {
            Subject subject = new Subject("t" + i, false);
            WatchedToken token = token(i);
            assertThat(index.token(token.accessKeyIds().get(0))).isEqualTo(subject);
            assertThat(index.token(String.valueOf(token.principalId()))).isEqualTo(subject);
            assertThat(index.token(String.valueOf(token.userArn()))).isEqualTo(subject);
            assertThat(index.users("SVC-REPORT-%05d-production".formatted(i)))
                    .containsExactly(new Named(subject, "iam.amazonaws.com", "123456789012"));
            WatchedToken other = token(i + 20_000);
            assertThat(index.token(other.accessKeyIds().get(0))).isNull();
            assertThat(index.token(String.valueOf(other.userArn()))).isNull();
        }
    }

    private static WatchedToken token(int i) {
        return new WatchedToken(
                "t" + i,
                List.of("AKIAQYLPMN5H%08d".formatted(i)),
                "AIDAQYLPMN5H%09d".formatted(i),
                "arn:aws:iam::123456789012:user/svc-report-%05d-production".formatted(i));
    }

    @Test
    void with_learnedKeys_watchesThemAndLeavesTheOldIndexAsItWas() {
        TokenIndex index = TokenIndex.of(List.of(token(1)), List.of());

        TokenIndex grown = index.with(List.of(
                new LearnedKey("t1", LEARNED, null),
                new LearnedKey("t9", token(1).accessKeyIds().get(0), null)));

        assertThat(grown.token(LEARNED)).isEqualTo(new Subject("t1", false));
        assertThat(grown.token(token(1).accessKeyIds().get(0))).isEqualTo(new Subject("t1", false));
        assertThat(index.token(LEARNED)).isNull();
        assertThat(grown.size()).isEqualTo(1);
        String record = "{\"eventVersion\":\"1\",\"userIdentity\":{\"accessKeyId\":\"" + LEARNED + "\"}}";
        assertThat(Seen.by(new Detector(grown), record).lines()).containsExactly("0 t1 USE [userIdentity.accessKeyId]");
        assertThat(Seen.by(new Detector(index), record).lines()).isEmpty();
    }

    @Test
    void prepared_damagedOrOther_isRefused() {
        byte[] good = written(TokenIndex.of(List.of(token(1)), List.of()));
        for (int at = 8; at < good.length; at += 13) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            assertThatThrownBy(() -> TokenIndex.prepared(bad))
                    .as("byte %d", at)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the prepared index is damaged: its checksum does not fit");
        }
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 1);
        assertThatThrownBy(() -> TokenIndex.prepared(cut)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> TokenIndex.prepared("[{}]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessage("this is no prepared index of this version");
        assertThat(TokenIndex.isPrepared(good)).isTrue();
        assertThat(TokenIndex.isPrepared(new byte[] {'['})).isFalse();
    }
}
