package io.keycanary.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundaryScanTest {
    /** In the text, {@code ~} is a line break and {@code |} is where the last cut must be. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    one line;                     {"a":1}~|
                    no line break;                {"a":1}|
                    begun;                        {"a":1}|{"a":
                    concatenated;                 {"a":1}{"a":2}|{
                    document begun;               |{"Records":[~{"a":1},~{"a":2}
                    document;                     {"Records":[~{"a":1},~{"a":2}~]}|
                    pretty document begun;        |{~  "Records" : [~    {~      "a" : 1~    },~    {
                    braces in a string;           {"a":"}{"}|{"a":"}}}
                    escaped quote;                {"a":"\\"}"}|{"a":"\\"}
                    escaped backslash;            {"a":"\\\\"}|{"a
                    time before the record;       2026-01-01T00:00:00Z {"a":1}~|2026-01-01T00:00:01Z {
                    string without end;           {"a":"x~|{"a":
                    value without end;            {"a":1~|{"a":
                    value without end resolved;   {"a":~{"a":1}~{"a":2}~|
                    text;                         no ] JSON [ at " all~|still none
                    windows line ends;            {"a":1}`~{"a":2}|`
                    """)
    void cut_liesBehindTheLastCompleteValue(String what, String marked) {
        String text = marked.replace('~', '\n').replace('`', '\r');
        byte[] bytes = text.replace("|", "").getBytes(StandardCharsets.UTF_8);
        BoundaryScan scan = new BoundaryScan(0);
        scan.take(bytes, bytes.length);

        assertThat(scan.boundary()).as(what).isEqualTo(text.indexOf('|'));
    }

    @Property(tries = 200)
    void anySplit_givesTheSameCut(@ForAll @IntRange(max = 60) int split) {
        byte[] bytes = "{\"a\":\"\\\"}\"}\n{\"b\":[1,{\"c\":2}]}{\"d\":\"\\\\\"}\n{\"e\":\n{\"f\":1}"
                .getBytes(StandardCharsets.UTF_8);
        int first = Math.min(split, bytes.length);
        BoundaryScan whole = new BoundaryScan(0);
        whole.take(bytes, bytes.length);
        BoundaryScan parts = new BoundaryScan(0);
        parts.take(bytes, first);
        parts.take(java.util.Arrays.copyOfRange(bytes, first, bytes.length), bytes.length - first);

        assertThat(parts.boundary()).isEqualTo(whole.boundary());
    }
}
