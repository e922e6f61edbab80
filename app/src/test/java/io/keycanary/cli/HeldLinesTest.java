package io.keycanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.HeldLines.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldLinesTest {
    private final HeldLines held = new HeldLines();

    private List<Line> drained() {
        List<Line> lines = new ArrayList<>();
        held.drainTo(lines::add);
        return lines;
    }

    @Test
    void lines_moreThanMemoryHolds_comeBackInOrder() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            lines.add(new Line(i % 7 != 0, "line \u00e9 " + i + " " + "x".repeat(i % 200)));
        }
        lines.forEach(held::add);
        assertThat(drained()).isEqualTo(lines);
    }

    @Test
    void drained_isForgotten() {
        held.add(new Line(true, "x".repeat(100_000)));
        assertThat(drained()).hasSize(1);
        assertThat(drained()).isEmpty();
        held.add(new Line(false, "next"));
        assertThat(drained()).containsExactly(new Line(false, "next"));
    }
}
