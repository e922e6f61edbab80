package io.keycanary.bench.scan;

import io.keycanary.bench.corpus.Corpus;
import io.keycanary.bench.corpus.Expected;
import io.keycanary.bench.corpus.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures scan and its rivals side by side. First every one of them is run once, which warms the page cache, shows the
 * peak memory and is checked against the manifest; then all take turns, round by round, each round in another order.
 */
final class Compare {
    /** Token sets with which our own scan is measured, besides the one that all are measured with. */
    static final List<String> SETS = List.of("1", "1000", "100000", "1-prepared", "100000-prepared", "sessions");

    static final int SMALL_ROUNDS = 15;
    /** Of what is taken from one another: the difference of two times that are nearly the same is uncertain. */
    static final int DIFFERENCE_ROUNDS = 11;

    private final Options options;
    private final String smallFile;
    private final Contestants contestants;
    private final Judge judge;
    private final Meter meter;
    private final Path out;
    private final Path err;
    private final Results results = new Results();
    private final List<String> missing = new ArrayList<>();

    private record Run(Contestant contestant, Task task, int rounds) {}

    private Compare(Options options, Contestants contestants, Judge judge) throws IOException {
        this.options = options;
        this.contestants = contestants;
        this.judge = judge;
        smallFile = smallFile(options.corpus());
        out = Files.createTempFile("compare", ".out");
        err = Files.createTempFile("compare", ".err");
        meter = new Meter(out, err);
    }

    /** {@code Compare LAUNCHER options...}; see {@link Options}. */
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.of(java.util.Arrays.copyOfRange(args, 1, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        System.err.println("corpus: " + options.corpus());
        Corpus corpus = Corpus.in(options.corpus(), options.size(), Corpus.SEED);
        Contestants contestants = new Contestants(
                args[0], System.getProperty("java.home") + "/bin/java", System.getProperty("java.class.path"));
        Compare compare = new Compare(options, contestants, new Judge(new Verifier(options.corpus(), corpus)));
        compare.run();
        String text =
                new Section(options, corpus, contestants, compare.results, compare.missing, compare.smallFile).text();
        System.out.println(text); // the table is what this command is asked for; progress goes to standard error
        Section.write(options.report(), text);
        System.err.println("written: " + options.report());
    }

    private void run() throws IOException, InterruptedException {
        try {
            List<Run> runs = runs();
            prepare(runs);
            for (Run run : runs) {
                look(run);
            }
            int most = runs.stream().mapToInt(Run::rounds).max().orElse(0);
            for (int round = 0; round < most; round++) {
                round(runs, round, most);
            }
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Writes the prepared indexes anew: those of an earlier version are refused. */
    private void prepare(List<Run> runs) throws IOException, InterruptedException {
        Set<Path> written = new HashSet<>();
        for (Run run : runs) {
            Path index = run.task().tokens();
            if (!index.equals(run.task().tokensInJson()) && written.add(index)) {
                Usage usage = meter.times(contestants.preparation(run.task()));
                tell("prepared index", run, usage);
            }
        }
    }

    private void round(List<Run> runs, int round, int most) throws IOException, InterruptedException {
        List<Run> order = new ArrayList<>(runs);
        Collections.rotate(order, round * order.size() / most);
        for (Run run : order) {
            if (round < run.rounds()) {
                Usage usage = meter.times(run.contestant().command().apply(run.task()));
                tell("round %d of %d".formatted(round + 1, most), run, usage);
                results.add(run.contestant().name(), run.task(), usage);
            }
        }
    }

    private void look(Run run) throws IOException, InterruptedException {
        Usage usage = meter.memory(run.contestant().command().apply(run.task()));
        boolean failed = usage.exit() > (run.contestant().answer() == Contestant.Answer.EVENTS ? 0 : 1)
                && !run.task().part().equals("damaged");
        String verdict = failed
                ? "failed with exit code " + usage.exit()
                : judge.verdict(run.contestant(), run.task(), out, err);
        if (failed) {
            Files.readAllLines(err).stream().limit(5).forEach(System.err::println);
        }
        results.addMemory(run.contestant().name(), run.task(), usage.peakMegabytes());
        results.addVerdict(run.contestant().name(), run.task(), verdict);
        tell("first look, " + verdict, run, usage);
    }

    private static void tell(String what, Run run, Usage usage) {
        System.err.printf(
                "%-40s %-24s %7.2f CPU s %7.2f s  %s%n",
                run.contestant().name(), run.task(), usage.cpu(), usage.wall(), what);
    }

    /** Everything that is measured; who is missing here is remembered. */
    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        Task mix = task("mix", "10");
        for (Contestant one : present(contestants.everyone())) {
            runs.add(new Run(one, mix, one.slow() ? (options.rounds() + 1) / 2 : options.rounds()));
        }
        for (Contestant one : present(contestants.fast())) {
            runs.add(new Run(one, task("mix5", "10"), options.rounds()));
        }
        for (Contestant one : present(contestants.ours().subList(0, 1))) {
            for (String set : SETS) {
                boolean subtracted = set.endsWith("-prepared");
                runs.add(new Run(one, task("mix", set), subtracted ? DIFFERENCE_ROUNDS : options.rounds()));
            }
            for (String part : List.of(smallFile, "odd", "damaged")) {
                runs.add(new Run(one, task(part, "10"), part.equals(smallFile) ? SMALL_ROUNDS : 0));
            }
        }
        return runs;
    }

    private List<Contestant> present(List<Contestant> all) {
        return all.stream().filter(options::wants).filter(this::isHere).toList();
    }

    private boolean isHere(Contestant one) {
        boolean here = one.needs().startsWith("io.keycanary.")
                ? isOnClassPath(one.needs())
                : Stream.concat(Stream.of(""), Stream.of(System.getenv("PATH").split(":")))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(one.needs())));
        if (!here && !missing.contains(one.name())) {
            missing.add(one.name());
        }
        return here;
    }

    private static boolean isOnClassPath(String type) {
        return Compare.class.getResource("/" + type.replace('.', '/') + ".class") != null;
    }

    private Task task(String part, String set) {
        return new Task(options.corpus(), part, set);
    }

    /** A file of about 2 KB in which nothing is planted. */
    private static String smallFile(Path corpus) throws IOException {
        Set<String> planted =
                Corpus.manifest(corpus).stream().map(Expected::file).collect(Collectors.toSet());
        try (Stream<Path> all = Files.walk(corpus.resolve("mix"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> corpus.relativize(file).toString())
                    .filter(file -> !planted.contains(file))
                    .min(Comparator.comparingLong(
                            file -> Math.abs(corpus.resolve(file).toFile().length() - 2_048)))
                    .orElseThrow();
        }
    }
}
