package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {
    private static final Map<String, Object> EVENT = event();

    /** Shaped like the example of the CloudWatch Logs user guide. */
    private static Map<String, Object> event() {
        Map<String, Object> event = new HashMap<>(Map.of(
                "eventType",
                "UpdateTrail",
                "sourceIPAddress",
                "111.111.111.111",
                "arrayKey",
                List.of("value", "another value"),
                "objectList",
                List.of(Map.of("name", "a", "id", 1), Map.of("name", "b", "id", 2)),
                "number",
                0.5,
                "ThisFlag",
                true,
                "user",
                Map.of("e-mail", "John.Stiles@example.com", "_id", 7),
                "coordinates",
                List.of(List.of(0, 1, 2), List.of(4, 5, 6)),
                "actions",
                Arrays.asList("GET", "PUT", "DELETE"),
                "quoted",
                "say \"hi\" \\ *"));
        event.put("SomeObject", null);
        return event;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.eventType = \"UpdateTrail\" }",
                "{$.eventType=\"UpdateTrail\"}",
                "{ $.eventType = UpdateTrail }",
                "{ $.sourceIPAddress != 123.123.* }",
                "{ $.sourceIPAddress = 111.111.* }",
                "{ $.sourceIPAddress = \"*.111\" }",
                "{ $.arrayKey[0] = \"value\" }",
                "{ $.objectList[1].id = 2 }",
                "{ $.SomeObject IS NULL }",
                "{ $.SomeOtherObject NOT EXISTS }",
                "{ $.arrayKey[2] NOT EXISTS }",
                "{ $.ThisFlag IS TRUE }",
                "{ $.number > 0.1 && $.number <= 5e-1 }",
                "{ $.number != 1 }",
                "{ $.coordinates[0][1] >= 1 }",
                "{ $.user.e-mail = \"John.Stiles@example.com\" && $.user._id = 7 }",
                "{ ($.user.e-mail = \"x\" || $.coordinates[0][1] = 1) && $.actions[2] = DELETE }",
                "{ $.eventType = UpdateTrail || $.eventType = x && $.eventType = y }",
                "{ $.quoted = \"say \\\"hi\\\" \\\\ *\" }"
            })
    void pattern_thatHolds_matches(String pattern) {
        assertThat(FilterPattern.parse(pattern).matches(EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.eventType = \"updateTrail\" }",
                "{ $.eventType = \"UpdateTrai\" }",
                "{ $.eventType != \"UpdateTrail\" }",
                "{ $.missing != \"UpdateTrail\" }",
                "{ $.arrayKey = \"value\" }",
                "{ $.user = \"*\" }",
                "{ $.SomeObject NOT EXISTS }",
                "{ $.eventType IS NULL }",
                "{ $.missing IS NULL }",
                "{ $.ThisFlag IS FALSE }",
                "{ $.ThisFlag = true }",
                "{ $.number < 0.5 }",
                "{ $.eventType > 1 }",
                "{ ($.eventType = UpdateTrail || $.eventType = x) && $.eventType = y }"
            })
    void pattern_thatDoesNotHold_doesNotMatch(String pattern) {
        assertThat(FilterPattern.parse(pattern).matches(EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ERROR | 0 | begins with {",
                "{ $.a = 1 | 9 | closing }",
                "{ $.a = 1 } x | 12 | nothing may follow",
                "{ a = 1 } | 2 | selector",
                "{ $a = 1 } | 3 | .name or [index]",
                "{ $.a[*] = 1 } | 6 | index of 1 to 6 digits",
                "{ $.a[0 = 1 } | 7 | expected ]",
                "{ $. = 1 } | 4 | a name",
                "{ $.a 1 } | 6 | one of =",
                "{ $.a IS NOT } | 9 | NULL, TRUE or FALSE",
                "{ $.a NOT NULL } | 10 | EXISTS",
                "{ $.a < b } | 8 | a number",
                "{ $.a < \"b\" } | 8 | only be compared by",
                "{ $.a = } | 8 | a value",
                "{ $.a = %x% } | 8 | regular expressions",
                "{ $.a = \"x } | 12 | closing quote",
                "{ ($.a = 1 } | 11 | closing )",
                "{ $.a = 1 & $.b = 2 } | 10 | &&",
                "{ $.a = 1 && } | 13 | selector"
            })
    void badPattern_isRefused_withPlaceAndReason(String pattern, int position, String reason) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern.strip()))
                .hasMessageContaining(reason)
                .hasMessageContaining("character " + (position + 1) + ":")
                .asInstanceOf(type(BadPatternException.class))
                .returns(position, BadPatternException::position);
    }

    @Test
    void pattern_beyondTheLongest_isRefused() {
        String longest = "{ $.a = \"" + "x".repeat(1012) + "\" }";
        assertThat(FilterPattern.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> FilterPattern.parse(longest + " "))
                .isInstanceOf(BadPatternException.class)
                .hasMessageContaining("1024 characters, not 1025");
    }

    @Test
    void pattern_ofDeepestNesting_isRead() {
        String nested = "{" + "(".repeat(500) + "$.a=1" + ")".repeat(500) + "}";
        assertThat(FilterPattern.parse(nested).matches(Map.of("a", 1))).isTrue();
    }
}
