package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "aws-cli/2.1 md/Botocore", "C:\\temp", "Größe 料金 😀", "a\\u{1b}b", "=1+2", "<b>"})
    void line_ordinaryText_staysAsItIs(String text) {
        assertThat(Printable.line(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "001b, \\u{1b}",
        "0000, \\u{0}",
        "0007, \\u{7}",
        "007f, \\u{7f}",
        "009b, \\u{9b}",
        "0085, \\u{85}",
        "202e, \\u{202e}",
        "2066, \\u{2066}",
        "200f, \\u{200f}",
        "061c, \\u{61c}",
        "200b, \\u{200b}",
        "feff, \\u{feff}",
        "00ad, \\u{ad}",
        "e0041, \\u{e0041}",
        "d800, \\u{d800}",
        "dfff, \\u{dfff}",
        "e000, \\u{e000}",
        "0378, \\u{378}",
        "3164, \\u{3164}",
        "fe0f, \\u{fe0f}",
        "e0100, \\u{e0100}"
    })
    void line_characterThatIsNotShown_isShownByItsNumber(String hex, String shown) {
        String hostile = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";

        assertThat(Printable.line(hostile)).isEqualTo("a" + shown + "b");
    }

    @Test
    void line_lineBreaksAndOddSpaces_becomeSpaces() {
        assertThat(Printable.line("a\nb\rc\td\u2028e\u2029f\u00a0g\u3000h")).isEqualTo("a b c d e f g h");
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abcde…", "ab, 1, …", "a, 1, a"})
    void line_longText_isCutWithAnEllipsis(String text, int max, String expected) {
        assertThat(Printable.line(text, max)).isEqualTo(expected);
    }

    @Test
    void line_cutInsideAnEscapeOrAPair_dropsTheWholeOfIt() {
        assertThat(Printable.line("ab\u001bcd", 6)).isEqualTo("ab…");
        assertThat(Printable.line("ab😀cd", 4)).isEqualTo("ab…");
    }

    @Test
    void line_noRoom_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Printable.line("a", 0));
    }

    @Property
    void line_anyText_showsEverythingAndObeysNothing(
            @ForAll("hostile") String text, @ForAll @IntRange(min = 1, max = 60) int max) {
        String line = Printable.line(text, max);

        assertThat(line.length()).isLessThanOrEqualTo(max);
        assertThat(line.codePoints()).allSatisfy(PrintableTest::assertShown);
        assertThat(Printable.line(line, max)).isEqualTo(line);
    }

    @Property
    void line_printableText_isLeftAlone(@ForAll("letters") String text) {
        assertThat(Printable.line(text, Math.max(1, text.length()))).isEqualTo(text);
    }

    private static void assertShown(int point) {
        assertThat(Character.isISOControl(point)).isFalse();
        assertThat(Character.getType(point))
                .isNotIn(
                        (int) Character.FORMAT,
                        (int) Character.SURROGATE,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR,
                        (int) Character.UNASSIGNED);
        assertThat(Character.getDirectionality(point))
                .isNotIn(
                        Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                        Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Character.MAX_CODE_POINT);
        Arbitrary<Integer> bad =
                Arbitraries.of(0x1B, 0x9B, 0x0A, 0x0D, 0x202E, 0x2066, 0xD800, 0xDC00, 0x200B, 0xE0041);
        Arbitrary<Integer> good = Arbitraries.integers().between(0x20, 0x7E);
        return Arbitraries.oneOf(any, bad, good).list().ofMaxSize(80).map(PrintableTest::text);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('ä', '料', '…', '€')
                .ofMaxLength(200);
    }

    private static String text(Iterable<Integer> points) {
        StringBuilder text = new StringBuilder();
        points.forEach(text::appendCodePoint);
        return text.toString();
    }
}
