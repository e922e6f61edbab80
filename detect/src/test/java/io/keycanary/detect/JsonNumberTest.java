package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonNumberTest {
    /** RFC 8259, section 6. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    @Provide
    Arbitrary<String> literals() {
        return Arbitraries.strings().withChars("0019-+.eEx").ofMinLength(1).ofMaxLength(8);
    }

    @Property(tries = 5000)
    void isNumber_anyLiteral_isAsTheGrammarSays(@ForAll("literals") String literal) {
        byte[] text = ("-" + literal + "7").getBytes(UTF_8);

        assertThat(JsonBytes.isNumber(text, 1, text.length - 1))
                .isEqualTo(NUMBER.matcher(literal).matches());
    }
}
