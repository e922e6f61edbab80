package io.keycanary.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameTableTest {
    @Test
    void manyNames_areFoundWithAllTheirPlacesAndMarks() {
        NameTable table = new NameTable();
        for (int i = 0; i < 50_000; i++) {
            table.add("name-" + i, i);
        }
        table.add("name-7", 0);
        table.mark("name-7");
        assertThat(table.places("name-7")).containsExactlyInAnyOrder(7, 0);
        assertThat(table.places("name-49999")).containsExactly(49_999);
        assertThat(table.places("name-50000")).isEmpty();
        assertThat(table.marked("name-7")).isTrue();
        assertThat(table.marked("name-8")).isFalse();
        assertThat(table.marked("name-50000")).isFalse();
    }
}
