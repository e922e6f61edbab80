package io.keycanary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 8, 12, 24, 48})
    void at_runsEverySoManyHours_everyGroupHasItsTurn(int hours) {
        for (int users = 101; users <= 5_000; users += 97) {
            Turns turns = Turns.of(users, 100);
            assertThat(turns.groups() * 100).isGreaterThanOrEqualTo(users);
            Set<Integer> seen = new HashSet<>();
            Instant run = Instant.parse("2026-11-28T12:00:00Z");
            for (int i = 0; i < turns.groups(); i++) {
                seen.add(turns.at(run));
                run = run.plus(Duration.ofHours(hours));
            }
            assertThat(seen).as(users + " users").hasSize(turns.groups());
        }
    }
}
