package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Engine} keeps: the same outcome on every named case, and as the reference on any record. */
public abstract class EngineContract {
    /** The one under test. */
    protected abstract Engine engine();

    static Stream<MatchCase> cases() {
        return MatchCase.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.keycanary.detect.EngineContract#cases")
    void scan_namedCase_givesItsMatches(MatchCase given) {
        Seen seen = Seen.byWorker(detector(given.index()), given.input());

        assertThat(seen.lines()).isEqualTo(given.matches());
        assertThat(MatchCase.Counts.of(seen.report())).isEqualTo(given.report());
    }

    /** Without sensors the search has less to look for, and may come by what it must not. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.keycanary.detect.EngineContract#cases")
    void scan_namedCaseWithoutSensors_givesTheMatchesOfTokens(MatchCase given) {
        Set<String> sensors = given.sensors().stream().map(WatchedSensor::id).collect(Collectors.toSet());
        List<String> expected = given.matches().stream()
                .filter(line -> !sensors.contains(line.split(" ")[1]))
                .toList();

        Seen seen = Seen.byWorker(detector(TokenIndex.of(given.tokens(), List.of())), given.input());

        assertThat(seen.lines()).isEqualTo(expected);
        assertThat(MatchCase.Counts.of(seen.report())).isEqualTo(given.report());
    }

    static Stream<MatchCase> casesOfRecords() {
        return cases().filter(given -> !given.records().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.keycanary.detect.EngineContract#casesOfRecords")
    void scan_namedCaseInFileOfAws_givesTheMatchesOfTokens(MatchCase given) {
        Detector detector = detector(TokenIndex.of(given.tokens(), List.of()));
        byte[] input = fileOfAws(given.records());

        Seen seen = Seen.byWorker(detector, input);

        assertThat(seen.lines()).isEqualTo(Seen.by(detector, input).lines());
        assertThat(seen.report()).isEqualTo(Seen.by(detector, input).report());
    }

    /** Such a key is found by a search of its own, which does not go in the order of the text. */
    @Test
    void scan_keyLearnedInTheFileThatLooksLikeNoneOfAws_isFoundBeforeALaterUse() {
        WatchedToken token = RandomRecords.TOKENS.get(0);
        String key = token.accessKeyIds().get(0);
        String issued = "{\"eventSource\":\"sts.amazonaws.com\",\"eventName\":\"GetSessionToken\","
                + "\"userIdentity\":{\"accessKeyId\":\"" + key + "\"},"
                + "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"session_key_of_16_\"}}}";
        String used = "{\"eventID\":\"e\",\"userIdentity\":{\"accessKeyId\":\"%s\"}}";
        Detector detector = detector(TokenIndex.of(List.of(token), List.of()));
        byte[] input = fileOfAws(List.of(issued, used.formatted("session_key_of_16_"), used.formatted(key)));

        Seen seen = Seen.byWorker(detector, input);

        assertThat(seen.report().matched()).isEqualTo(3);
        assertThat(seen.lines()).isEqualTo(Seen.by(detector, input).lines());
    }

    @Provide
    Arbitrary<List<String>> records() {
        return Arbitraries.randomValue(RandomRecords::any).list().ofMinSize(1).ofMaxSize(3);
    }

    @Property(tries = 1000)
    void scan_anyRecordsInFileOfAws_agreesWithReference(
            @ForAll("records") List<String> records, @ForAll Random random) {
        List<WatchedToken> tokens = List.of(RandomRecords.TOKENS.get(random.nextInt(RandomRecords.TOKENS.size())));
        byte[] input = fileOfAws(records);

        Seen seen = Seen.byWorker(detector(TokenIndex.of(tokens, List.of())), input);

        assertThat(seen.lines()).isEqualTo(Reference.lines(tokens, List.of(), String.join("\n", asAwsBegins(records))));
        assertThat(seen.report().records()).isEqualTo(records.size());
        assertThat(seen.report().incomplete()).isFalse();
    }

    /** Whatever a search skips, and in whatever steps: it comes by each anchor and counts each record as one that looks at every byte. */
    @Property(tries = 2000)
    void search_anyText_findsWhatByteByByteIsFound(@ForAll Random random) {
        String fragments = Stream.generate(() -> SearchTexts.fragment(random))
                .limit(random.nextInt(1, 30))
                .collect(Collectors.joining());
        byte[] text = fragments.getBytes(UTF_8);
        int from = random.nextInt(text.length + 1);
        int to = random.nextInt(from, text.length + 1);

        assertThat(SearchTexts.found(engine().search(), text, from, to))
                .isEqualTo(SearchTexts.found(
                        (data, begin, end, spots) -> AnchorSearch.tail(data, begin, begin, end, spots),
                        text,
                        from,
                        to));
    }

    /** Shorter than any id of AWS, and not by its form told from one: found where nothing else is. */
    @ParameterizedTest
    @ValueSource(strings = {"AKIARZPUZDIKGB2V", "AKIARZPUZDIKGB2VALC", "AKIARZPUZDIKGB2VALC4"})
    void scan_keyOfAnyLengthAtAnyPlace_isFound(String key) {
        WatchedToken token = new WatchedToken("short", List.of(key), null, null);
        Detector detector = detector(TokenIndex.of(List.of(token), List.of()));

        for (int shift = 0; shift < 40; shift++) {
            String record =
                    "{\"eventID\":\"%s\",\"userIdentity\":{\"accessKeyId\":\"%s\"}}".formatted("x".repeat(shift), key);
            assertThat(Seen.byWorker(detector, fileOfAws(List.of(record)))
                            .report()
                            .matched())
                    .as("shifted by %d", shift)
                    .isEqualTo(1);
        }
    }

    @Test
    void scan_insightFile_isForeignAndItsEventsAreNotCounted() {
        String insight = "{\"eventVersion\":\"1.08\",\"eventID\":\"i\",\"insightDetails\":{\"state\":\"Start\"}}";
        TokenIndex index = TokenIndex.of(List.of(RandomRecords.TOKENS.get(0)), List.of());
        byte[] input = Seen.gzip(("{\"Records\":[" + insight + "," + insight + "]}").getBytes(UTF_8));
        byte[] mixed = Seen.gzip(
                ("{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":{},\"eventID\":\"r\"}," + insight + "]}")
                        .getBytes(UTF_8));

        assertThat(Seen.byWorker(detector(index), input).report().foreign()).isTrue();
        assertThat(Seen.byWorker(detector(index), mixed).report().records()).isEqualTo(1);
    }

    @Property(tries = 300)
    void scan_brokenGzip_isScannedAsStream(@ForAll("records") List<String> records, @ForAll Random random) {
        Detector detector = detector(RandomRecords.INDEX);
        byte[] input = fileOfAws(records);
        input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        byte[] cut = Arrays.copyOf(input, random.nextInt(input.length) + 1);

        assertThat(Seen.byWorker(detector, cut).report())
                .isEqualTo(Seen.by(detector, cut).report());
        assertThat(Seen.byWorker(detector, cut).lines())
                .isEqualTo(Seen.by(detector, cut).lines());
    }

    private Detector detector(TokenIndex index) {
        return new Detector(index, Limits.DEFAULT, engine());
    }

    private static byte[] fileOfAws(List<String> records) {
        String file = "{\"Records\":[" + String.join(",", asAwsBegins(records)) + "]}";
        return Seen.gzip(file.getBytes(UTF_8));
    }

    private static List<String> asAwsBegins(List<String> records) {
        List<String> all = new ArrayList<>();
        records.forEach(r -> all.add(r.replaceFirst("^\\s*\\{", "{\"eventVersion\":\"1.11\",\"userIdentity\":{},")));
        return all;
    }
}
