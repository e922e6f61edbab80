package io.keycanary.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says in what an answer differs from the manifest: nothing less and nothing more than it may be found. */
public final class Verifier {
    private final Path folder;
    private final Corpus corpus;
    private final List<Expected> manifest;

    /** A verifier of answers about the corpus in this folder. */
    public Verifier(Path folder, Corpus corpus) throws IOException {
        this.folder = folder;
        this.corpus = corpus;
        manifest = Corpus.manifest(folder);
    }

    /**
     * The manifest's lines for one part of the corpus and the tokens of one file, traps included.
     *
     * @param part {@code mix}, {@code mix5}, {@code odd} or {@code damaged}
     * @param tokens a token file of the corpus
     */
    public List<Expected> expected(String part, Path tokens) throws IOException {
        Set<String> watched = new HashSet<>();
        for (JsonNode token : new ObjectMapper().readTree(tokens.toFile())) {
            watched.add(token.path("id").asText());
        }
        return manifest.stream()
                .filter(line -> watched.contains(line.token()))
                .flatMap(line -> in(part, line))
                .toList();
    }

    private static Stream<Expected> in(String part, Expected line) {
        if (part.equals("mix5") && line.file().startsWith("mix/")) {
            return IntStream.rangeClosed(1, Corpus.COPIES)
                    .mapToObj(copy -> new Expected(
                            "mix5/" + copy + line.file().substring("mix".length()),
                            line.index(),
                            line.eventId(),
                            line.token(),
                            line.kind(),
                            line.what()));
        }
        return line.file().startsWith(part + "/") ? Stream.of(line) : Stream.empty();
    }

    /** Each difference in words; none when the answer is exact. */
    public List<String> differences(String part, Path tokens, ScanAnswer answer) throws IOException {
        Map<String, String> awaited = new TreeMap<>();
        Map<String, String> traps = new TreeMap<>();
        for (Expected line : expected(part, tokens)) {
            String place = line.file() + "#" + line.index() + " " + line.eventId() + " " + line.token();
            if (line.kind() == null) {
                traps.put(place, line.what());
            } else {
                awaited.put(place + " " + line.kind(), line.what());
            }
        }
        List<String> differences = new ArrayList<>();
        for (ScanAnswer.Found found : answer.found()) {
            String place = found.file() + "#" + found.index() + " " + found.eventId() + " " + found.token();
            if (awaited.remove(place + " " + found.kind()) == null) {
                differences.add(
                        "false: " + place + " " + found.kind() + " (" + traps.getOrDefault(place, "not planted") + ")");
            }
        }
        awaited.forEach((place, what) -> differences.add("missed: " + place + " (" + what + ")"));
        differences.addAll(wrongTrouble(part, answer));
        differences.addAll(wrongCounts(part, answer.summary()));
        return differences;
    }

    private List<String> wrongTrouble(String part, ScanAnswer answer) throws IOException {
        Set<String> silent = new TreeSet<>();
        if (part.equals("damaged")) {
            try (Stream<Path> files = Files.list(folder.resolve(part))) {
                files.forEach(file -> silent.add(folder.relativize(file).toString()));
            }
        }
        Set<String> loud = new TreeSet<>(answer.troubled());
        loud.removeAll(silent);
        silent.removeAll(answer.troubled());
        return Stream.concat(
                        silent.stream().map(file -> "damage not reported: " + file),
                        loud.stream().map(file -> "damage reported where there is none: " + file))
                .toList();
    }

    private List<String> wrongCounts(String part, JsonNode summary) {
        return switch (part) {
            case "mix" ->
                wrongCounts(summary, corpus.mix().files(), corpus.mix().records(), 0);
            case "mix5" ->
                wrongCounts(
                        summary,
                        Corpus.COPIES * corpus.mix().files(),
                        Corpus.COPIES * corpus.mix().records(),
                        0);
            case "odd" ->
                wrongCounts(summary, corpus.odd().files(), corpus.odd().records(), OddFiles.foreignFiles());
            default -> List.of();
        };
    }

    private static List<String> wrongCounts(JsonNode summary, long files, long records, long foreign) {
        List<String> wrong = new ArrayList<>();
        Map.of("files", files, "records", records, "foreign", foreign, "damaged", 0L, "malformed", 0L)
                .forEach((name, count) -> {
                    if (summary.path(name).asLong(-1) != count) {
                        wrong.add("summary: " + name + " is " + summary.path(name) + ", not " + count);
                    }
                });
        return wrong;
    }
}
