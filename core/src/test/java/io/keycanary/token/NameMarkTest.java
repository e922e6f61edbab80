package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NameMarkTest {
    private static final NameMark OURS = mark("0123456789abcdef0123456789abcdef");
    private static final NameMark THEIRS = mark("fedcba9876543210fedcba9876543210");

    private static NameMark mark(String key) {
        return new HmacMark(key.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 200)
    void in_markedName_isRecognisedByItsOwnerAlone(@ForAll long seed, @ForAll @IntRange(min = 6, max = 16) int chars) {
        NamePattern pattern = NamePattern.of("svc-{word}-{mark:" + chars + "}{.dev|-01}");
        String name = pattern.next(new Random(seed), OURS);

        assertThat(OURS.in(name)).isTrue();
        assertThat(OURS.in(name.toUpperCase(Locale.ROOT)))
                .as("IAM knows no case")
                .isTrue();
        assertThat(THEIRS.in(name)).isFalse();
    }

    @Property(tries = 200)
    void in_changedName_isNotRecognised(@ForAll long seed) {
        String name = NamePattern.of("svc-{word}-{mark:8}").next(new Random(seed), OURS);

        assertThat(OURS.in("app" + name.substring(3))).isFalse();
    }

    @Test
    void in_manyOtherNames_isNever() {
        NamePattern pattern = NamePattern.of("svc-{word}-{hex:8}");
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String name = pattern.next(random, OURS);
            assertThat(OURS.in(name)).as(name).isFalse();
        }
    }

    @Test
    void key_tooShort_isRefused_andIsNeverShown() {
        assertThatThrownBy(() -> mark("short")).isInstanceOf(IllegalArgumentException.class);
        assertThat(OURS).hasToString("HmacMark");
    }
}
