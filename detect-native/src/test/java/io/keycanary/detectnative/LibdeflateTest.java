package io.keycanary.detectnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What is said where the library cannot be used. */
class LibdeflateTest {
    @Test
    void library_atAGivenPlaceWhereItIsNot_isAnObstacleThatNamesThePlace() {
        Libdeflate.Linked linked =
                Libdeflate.link(new Properties(), Map.of(Libdeflate.ENVIRONMENT, "/nowhere/libdeflate.so"));

        assertThat(linked.obstacle()).contains("/nowhere/libdeflate.so", "KEYCANARY_LIBDEFLATE");
        assertThatThrownBy(linked::functions)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/nowhere");
    }

    @Test
    void library_thatIsAnotherOne_isAnObstacle() {
        Properties properties = new Properties();
        properties.setProperty(Libdeflate.PROPERTY, System.mapLibraryName("c") + ".6");

        assertThat(Libdeflate.link(properties, Map.of()).obstacle()).isNotNull();
    }
}
