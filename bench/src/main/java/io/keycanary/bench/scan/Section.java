package io.keycanary.bench.scan;

import io.keycanary.bench.corpus.Corpus;
import io.keycanary.bench.corpus.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The section "Scanning" of docs/performance.md. */
final class Section {
    private static final String HEADING = "## Scanning";

    private final Options options;
    private final Corpus corpus;
    private final Contestants contestants;
    private final Results results;
    private final List<String> missing;
    private final Task mix;
    private final Task large;
    private final Task small;
    private final Goals goals;
    private final StringBuilder out = new StringBuilder();

    Section(
            Options options,
            Corpus corpus,
            Contestants contestants,
            Results results,
            List<String> missing,
            String smallFile) {
        this.options = options;
        this.corpus = corpus;
        this.contestants = contestants;
        this.results = results;
        this.missing = missing;
        mix = new Task(options.corpus(), "mix", "10");
        large = new Task(options.corpus(), "mix5", "10");
        small = new Task(options.corpus(), smallFile, "10");
        goals = new Goals(
                results, mix, large, small, (Corpus.COPIES - 1) * corpus.mix().bytes() / 1e9);
    }

    String text() throws IOException, InterruptedException {
        line(HEADING);
        line("");
        line("Written by `bench/compare%s`; do not edit by hand."
                .formatted(
                        options.size().word().equals("full")
                                ? ""
                                : " --" + options.size().word()));
        line("");
        method();
        heading("Goals");
        line("| figure | measured | must reach | aim |\n|---|---|---|---|");
        goals.rows().forEach(this::line);
        heading("Everyone, mix, 10 tokens");
        everyone();
        heading("Rate and fixed cost");
        rates();
        heading("Our scan by number of tokens, mix");
        tokens();
        return out.toString();
    }

    private void method() throws IOException, InterruptedException {
        Stock stock = corpus.mix();
        line("Machine: " + Machine.description() + ".");
        line("Tools: " + Machine.versions() + ".");
        line("");
        line(
                "Corpus: made by `io.keycanary.bench.corpus`, seed %d. Mix: %,d files, %,d records, %.0f MB plain, %.1f MB gzip (%.1fx); large: the same %d times, by links."
                        .formatted(
                                corpus.seed(),
                                stock.files(),
                                stock.records(),
                                stock.bytes() / 1e6,
                                stock.packed() / 1e6,
                                (double) stock.bytes() / stock.packed(),
                                Corpus.COPIES));
        line(
                "Method: whole processes, one at a time, CPU = user + system of the whole tree (getrusage), median of %d rounds (slow tools %d, prepared indexes %d, the single file %d), all take turns; files in the page cache; one thread of ours unless the row says otherwise; CRC on. Peak memory from a run of its own."
                        .formatted(
                                options.rounds(),
                                (options.rounds() + 1) / 2,
                                Compare.DIFFERENCE_ROUNDS,
                                Compare.SMALL_ROUNDS));
        if (!missing.isEmpty()) {
            line("Not there, so not measured: " + String.join(", ", missing) + ".");
        }
    }

    private void everyone() {
        line("| tool | CPU s | MB per CPU s | wall s | peak MB | x ours | answer |\n|---|---|---|---|---|---|---|");
        double ours = results.cpu(Contestants.OURS, mix).orElse(Double.NaN);
        sorted(contestants.everyone()).forEach(one -> {
            double cpu = results.cpu(one.name(), mix).orElse(Double.NaN);
            line("| %s | %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            one.name(),
                            number(cpu),
                            number(corpus.mix().bytes() / 1e6 / cpu),
                            cell(results.wall(one.name(), mix)),
                            cell(results.memory(one.name(), mix)),
                            number(cpu / ours),
                            answer(one)));
        });
        line("");
        line("Tools that are faster than our scan with one thread here: " + faster(ours) + ".");
    }

    private String answer(Contestant one) {
        return one.answer() == Contestant.Answer.NOTHING ? "none, it only unpacks" : results.verdict(one.name(), mix);
    }

    private String faster(double ours) {
        List<String> names = sorted(contestants.everyone())
                .filter(one -> !one.name().startsWith("keycanary")
                        && results.cpu(one.name(), mix).orElse(Double.MAX_VALUE) < ours)
                .map(Contestant::name)
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void rates() {
        line("Slope: (large - mix) / %.2f GB plain."
                .formatted((Corpus.COPIES - 1) * corpus.mix().bytes() / 1e9));
        line("");
        line(
                "| tool | mix CPU s | large CPU s | slope CPU s/GB | large wall s | peak MB | answer |\n|---|---|---|---|---|---|---|");
        sorted(contestants.fast())
                .filter(one -> results.rounds(one.name(), large) > 0)
                .forEach(one -> line("| %s | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                one.name(),
                                cell(results.cpu(one.name(), mix)),
                                cell(results.cpu(one.name(), large)),
                                cell(goals.slope(one.name())),
                                cell(results.wall(one.name(), large)),
                                cell(results.memory(one.name(), large)),
                                results.verdict(one.name(), large))));
    }

    private void tokens() {
        line("| tokens | CPU s | wall s | answer |\n|---|---|---|---|");
        for (String set : Stream.concat(Stream.of("10"), Compare.SETS.stream()).toList()) {
            Task task = new Task(options.corpus(), "mix", set);
            line("| %s | %s | %s | %s |"
                    .formatted(
                            set,
                            cell(results.cpu(Contestants.OURS, task)),
                            cell(results.wall(Contestants.OURS, task)),
                            results.verdict(Contestants.OURS, task)));
        }
        line("");
        line(
                "`prepared`: from a prepared index; else from JSON. `sessions`: tokens that obtain temporary keys, which the scan learns and then reads everything again for.");
        line("Odd layouts and escapes: %s. Damaged files: %s."
                .formatted(
                        results.verdict(Contestants.OURS, new Task(options.corpus(), "odd", "10")),
                        results.verdict(Contestants.OURS, new Task(options.corpus(), "damaged", "10"))));
    }

    private Stream<Contestant> sorted(List<Contestant> all) {
        return all.stream()
                .filter(one -> results.cpu(one.name(), mix).isPresent())
                .sorted(Comparator.comparingDouble(
                        one -> results.cpu(one.name(), mix).orElseThrow()));
    }

    private void heading(String text) {
        line("");
        line("### " + text);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "-";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : Goals.number(value);
    }

    /** Puts the section in place of the one that is there, and leaves all others alone. */
    static void write(Path file, String section) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "# Performance\n";
        int begin = before.startsWith(HEADING) ? 0 : before.indexOf("\n" + HEADING + "\n") + 1;
        if (begin == 0 && !before.startsWith(HEADING)) {
            Files.writeString(file, before.stripTrailing() + "\n\n" + section);
            return;
        }
        int end = before.indexOf("\n## ", begin);
        Files.writeString(file, before.substring(0, begin) + section + (end < 0 ? "" : before.substring(end)));
    }
}
