package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterPatternPropertyTest {
    /** Any text either is a pattern or is refused with a place inside it. */
    @Property(tries = 3000)
    void anyText_isReadOrRefused(@ForAll("nearlyPatterns") String text) {
        try {
            FilterPattern.parse(text).matches(Map.of("a", List.of(1, "x")));
        } catch (BadPatternException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> nearlyPatterns() {
        return Arbitraries.of(
                        "{", "}", "(", ")", "$", ".", "a", "[0]", "[", "]", " ", "=", "!=", "<", ">=", "\"", "\\", "*",
                        "1", "1e", "-", "%", "IS", "NOT", "NULL", "TRUE", "EXISTS", "&&", "||", "&", "{ $.a", " = 1 }",
                        "\u00e9", "\n")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    @Property
    void wildcard_isThatOfRegularExpressions(
            @ForAll("ofFewLetters") String pattern, @ForAll("ofFewLetters") String text) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(String.valueOf((char) c)))
                .reduce("", String::concat);
        assertThat(new Wildcard(pattern).matches(text)).isEqualTo(text.matches(regex));
    }

    @Provide
    Arbitrary<String> ofFewLetters() {
        return Arbitraries.strings().withChars("ab*").ofMaxLength(9);
    }

    /** What is written by precedence holds exactly when the same written with parentheses holds. */
    @Property
    void and_bindsTighterThanOr(@ForAll List<Integer> given, @ForAll boolean a, @ForAll boolean b, @ForAll boolean c) {
        Map<String, Object> event = Map.of("a", a, "b", b, "c", c, "given", given);
        FilterPattern plain = FilterPattern.parse("{ $.a IS TRUE || $.b IS TRUE && $.c IS TRUE }");
        assertThat(plain.matches(event)).isEqualTo(a || b && c);
    }

    @Property
    void quotedText_comesBackWhole(@ForAll("hostileNames") String name) {
        String quoted = name.replace("\\", "\\\\").replace("\"", "\\\"");
        FilterPattern pattern = FilterPattern.parse("{ $.n = \"" + quoted + "\" }");
        assertThat(pattern.matches(Map.of("n", name))).isTrue();
        assertThat(pattern.matches(Map.of("n", name + "x"))).isFalse();
    }

    @Provide
    Arbitrary<String> hostileNames() {
        return Arbitraries.strings().withCharRange('!', '~').excludeChars('*').ofMaxLength(64);
    }
}
