package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.bench.corpus.Corpus;
import io.keycanary.bench.corpus.ScanAnswer;
import io.keycanary.bench.corpus.Size;
import io.keycanary.bench.corpus.Verifier;
import io.keycanary.cli.Exit;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan verb gives exactly what was planted into a small corpus: records of every kind, traps, layouts, damage. */
class ScanCorpusTest {
    @TempDir
    private static Path corpus;

    @TempDir
    private Path home;

    private static Verifier verifier;

    @BeforeAll
    static void make() throws Exception {
        verifier = new Verifier(corpus, Corpus.in(corpus, Size.TEST, Corpus.SEED));
    }

    @ParameterizedTest
    @CsvSource({
        "mix, 1",
        "mix, 10",
        "mix, 1000",
        "mix, sessions",
        "odd, 1",
        "odd, 10",
        "odd, 1000",
        "damaged, 1",
        "damaged, 10",
        "damaged, 1000"
    })
    void scan_ofTheCorpus_givesExactlyTheManifest(String part, String set) throws Exception {
        Path tokens = corpus.resolve("tokens-" + set + ".json");
        Program.Result result = new Program(home.resolve("home"))
                .run(
                        "scan",
                        "--tokens",
                        tokens.toString(),
                        "--format",
                        "json",
                        corpus.resolve(part).toString());
        ScanAnswer answer =
                ScanAnswer.parse(corpus, result.lines(), result.err().lines().toList());
        assertThat(verifier.differences(part, tokens, answer)).isEmpty();
        assertThat(verifier.expected(part, tokens)).anyMatch(line -> line.kind() != null);
        assertThat(result.code()).isEqualTo(part.equals("damaged") ? Exit.INCOMPLETE : Exit.FOUND);
    }
}
