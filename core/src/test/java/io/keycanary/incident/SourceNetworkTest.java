package io.keycanary.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.77, 198.51.100.0/24, true",
        "2001:db8:1:2::9, 2001:db8:1::/48, true",
        "::ffff:198.51.100.7, 198.51.100.0/24, true",
        "cloudformation.amazonaws.com, cloudformation.amazonaws.com, false",
        "AWS Internal, AWS Internal, false",
        "999.1.1.1, 999.1.1.1, false",
        "'<script>', unknown, false"
    })
    void of_source_isNetwork(String source, String text, boolean linkable) {
        assertThat(SourceNetwork.of(source)).isEqualTo(new SourceNetwork(text, linkable));
    }

    @Property
    void of_anyText_neverFails(@ForAll String text) {
        assertThat(SourceNetwork.of(text).text()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.0/24, 198.51.100.200, true",
        "198.51.100.0/25, 198.51.100.200, false",
        "198.51.100.7, 198.51.100.7, true",
        "198.51.100.7, 198.51.100.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 198.51.100.7, false"
    })
    void contains_address_isInRange(String range, String address, boolean inside) {
        assertThat(new AddressRange(range).contains(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "office", "198.51.100.0/33", "198.51.100.0/-1", "198.51.100.0/x", "2001:db8::/129"})
    void addressRange_wrongNotation_namesIt(String text) {
        assertThatThrownBy(() -> new AddressRange(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void contains_noAddress_isOutside() {
        assertThat(new AddressRange("0.0.0.0/0").contains("AWS Internal")).isFalse();
    }
}
