package io.keycanary.bench.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of logs:
 *
 * <ul>
 *   <li>{@code mix/} an ordinary trail, whole and well-formed; what times are measured on
 *   <li>{@code mix5/} the same five times (links to the same files): what a rate is told from a fixed cost by
 *   <li>{@code odd/} other layouts, escapes, and files that are no CloudTrail
 *   <li>{@code damaged/} broken files
 *   <li>{@code tokens-N.json} token files, {@code manifest.jsonl} the {@link Expected} matches and traps, {@code
 *       corpus.json} this record, written last
 * </ul>
 *
 * @param form which version of the generator made it
 */
public record Corpus(int form, long seed, Size size, Stock mix, Stock odd, Stock damaged) {
    /** How often {@code mix5} holds the mix. */
    public static final int COPIES = 5;

    /** The seed of all published figures. */
    public static final long SEED = 20261102;

    /** To be raised with every change of what is generated. */
    private static final int FORM = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The corpus in this folder, made when it is not there or is another one. */
    public static Corpus in(Path folder, Size size, long seed) throws IOException, InterruptedException {
        Path record = folder.resolve("corpus.json");
        if (Files.exists(record)) {
            Corpus found = JSON.readValue(record.toFile(), Corpus.class);
            if (found.form == FORM && found.seed == seed && found.size == size) {
                return found;
            }
            clear(folder);
        }
        Files.createDirectories(folder);
        Corpus made = make(folder, size, seed);
        JSON.writeValue(record.toFile(), made);
        return made;
    }

    /** The matches and traps of a corpus. */
    public static List<Expected> manifest(Path folder) throws IOException {
        List<Expected> all = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("manifest.jsonl"))) {
            all.add(JSON.readValue(line, Expected.class));
        }
        return all;
    }

    private static Corpus make(Path folder, Size size, long seed) throws IOException, InterruptedException {
        Fleet fleet = new Fleet(seed);
        Traffic traffic = new Traffic(Call.all());
        Sheet.Maker maker = new Sheet.Maker(seed, fleet, traffic);
        fleet.writeTokens(folder);
        Writer mix = new Writer(folder);
        mix.logs(new Mix(seed, size, fleet).files(), traffic);
        Writer odd = new Writer(folder);
        new OddFiles(maker, odd::file).make();
        Writer damaged = new Writer(folder);
        new DamagedFiles(maker, damaged::file).make();
        multiply(folder);
        try (BufferedWriter manifest = Files.newBufferedWriter(folder.resolve("manifest.jsonl"))) {
            for (Writer writer : List.of(mix, odd, damaged)) {
                for (Expected expected : writer.expected()) {
                    manifest.write(JSON.writeValueAsString(expected) + "\n");
                }
            }
        }
        return new Corpus(FORM, seed, size, mix.stock(), odd.stock(), damaged.stock());
    }

    /** Hard links: every tool reads every path, and the bytes are on the disk and in memory only once. */
    private static void multiply(Path folder) throws IOException {
        Path mix = folder.resolve("mix");
        List<Path> files;
        try (Stream<Path> all = Files.walk(mix)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (int copy = 1; copy <= COPIES; copy++) {
            for (Path file : files) {
                Path link = folder.resolve("mix5").resolve("" + copy).resolve(mix.relativize(file));
                Files.createDirectories(link.getParent());
                Files.createLink(link, file);
            }
        }
    }

    /** Only what a corpus is made of: the folder was named by a user. */
    private static void clear(Path folder) throws IOException {
        for (String part : List.of("corpus.json", "mix", "mix5", "odd", "damaged")) {
            if (Files.exists(folder.resolve(part))) {
                try (Stream<Path> all = Files.walk(folder.resolve(part))) {
                    for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
