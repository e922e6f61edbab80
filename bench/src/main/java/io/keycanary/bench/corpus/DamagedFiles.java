package io.keycanary.bench.corpus;

import static io.keycanary.bench.corpus.Packing.changed;
import static io.keycanary.bench.corpus.Packing.cut;
import static io.keycanary.bench.corpus.Packing.gzip;
import static io.keycanary.bench.corpus.Packing.join;
import static io.keycanary.bench.corpus.Packing.plain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Broken files. What stands before the damage must be found, the damage must be reported, and for a wrong checksum
 * everything must be found all the same.
 */
final class DamagedFiles {
    private static final List<Planting> EARLY = List.of(Uses.ALL.getFirst(), Tampers.ALL.get(1), Traps.ALL.getFirst());
    private static final int LONG = 1_500;
    private static final int SHORT = 12;

    private final Sheet.Maker maker;
    private final OddFiles.Output output;

    DamagedFiles(Sheet.Maker maker, OddFiles.Output output) {
        this.maker = maker;
        this.output = output;
    }

    void make() {
        file("truncated.json.gz", LONG, r -> cut(gzip(Layouts.file(r)), 0.6));
        file("broken-inside.json.gz", LONG, r -> {
            byte[] packed = gzip(Layouts.file(r));
            return changed(packed, packed.length * 7 / 10);
        });
        file("wrong-checksum.json.gz", SHORT, r -> changed(gzip(Layouts.file(r)), -6));
        file("wrong-length.json.gz", SHORT, r -> changed(gzip(Layouts.file(r)), -2));
        file("garbage-behind.json.gz", SHORT, r -> join(gzip(Layouts.file(r)), plain("this is no gzip member")));
        file("second-member-cut.json.gz", SHORT, r -> join(gzip(Layouts.file(r)), cut(gzip(Layouts.file(r)), 0.001)));
        file("cut-off.json", SHORT, r -> {
            String text = Layouts.file(r);
            return plain(text.substring(0, text.length() - 300));
        });
        file("text-between.json.gz", SHORT, r -> gzip(String.join("\nlog rotated\n", r)));
        file("unterminated.json.gz", SHORT, r -> {
            String last = r.getLast();
            return gzip(String.join("\n", r) + "\n" + last.substring(0, last.indexOf("requestID") + 14) + "\n");
        });
        output.file(
                "damaged/utf-16.json",
                Layouts.file(List.of(maker.sheet("damaged/utf-16.json", 3, List.of())
                                .records()
                                .getFirst()))
                        .getBytes(StandardCharsets.UTF_16),
                0,
                List.of());
        output.file("damaged/header-only.json.gz", cut(gzip("{\"Records\":[]}"), 0.3), 0, List.of());
    }

    private void file(String name, int records, Function<List<String>, byte[]> layout) {
        Sheet sheet = maker.sheet("damaged/" + name, records, EARLY);
        output.file("damaged/" + name, layout.apply(sheet.records()), 0, sheet.expected());
    }
}
