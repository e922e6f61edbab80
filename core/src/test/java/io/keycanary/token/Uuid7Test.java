package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123Z");

    private static InstantSource at(Instant instant) {
        return InstantSource.fixed(instant);
    }

    @Test
    void ids_ofOneMillisecond_sortAsTheyWereMade() {
        List<String> made = Stream.generate(() -> Uuid7.next(at(NOW)).toString())
                .limit(10_000)
                .toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ids_ofTwoClocksInTurn_sortAsTheyWereMadeByEach() {
        List<String> made = Stream.generate(() -> {
                    Uuid7.next(at(NOW.plusSeconds(7)));
                    return Uuid7.next(at(NOW)).toString();
                })
                .limit(1_000)
                .toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ids_ofALaterMillisecond_sortBehindAllBefore() {
        String before =
                Stream.generate(() -> Uuid7.next(at(NOW))).limit(1_000).toList().getLast() + "";
        assertThat(Uuid7.next(at(NOW.plusMillis(1))).toString()).isGreaterThan(before);
        assertThat(Uuid7.next(at(NOW.minusMillis(1))).toString()).isLessThan(before);
    }

    @Test
    void id_hasTheTimeVersionAndVariantOfTheRfc() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = Uuid7.next(at(NOW));
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        }
    }

    @Test
    void shortForms_ofIdsMadeTogether_differ() {
        List<String> shown = Stream.generate(() -> Uuid7.shortForm(Uuid7.next(at(NOW))))
                .limit(100)
                .toList();
        assertThat(shown).doesNotHaveDuplicates();
    }
}
