package io.keycanary.bench.scan;

import io.keycanary.bench.corpus.Size;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code bench/compare} was asked for.
 *
 * @param rounds how often the fast ones run; slow ones run half as often
 * @param only names of contestants contain one of these; empty for all
 * @param report the file whose section is written; its default depends on the size, so that a quick look replaces no
 *     published figures
 */
record Options(Path corpus, Size size, int rounds, Set<String> only, Path report) {
    static final String USAGE =
            "usage: bench/compare [--quick] [--rounds N] [--corpus FOLDER] [--only NAME,NAME] [--report FILE]";

    /** @throws IllegalArgumentException with a message for the user */
    static Options of(String[] args) {
        Size size = Size.FULL;
        int rounds = 0;
        Path corpus = null;
        Path report = null;
        Set<String> only = new HashSet<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--quick")) {
                size = Size.QUICK;
                continue;
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("unknown option, or its value is missing: " + args[i]);
            }
            String option = args[i++];
            switch (option) {
                case "--rounds" -> rounds = Integer.parseInt(args[i]);
                case "--corpus" -> corpus = Path.of(args[i]);
                case "--report" -> report = Path.of(args[i]);
                case "--only" ->
                    only.addAll(Set.of(args[i].toLowerCase(Locale.ROOT).split(",")));
                default -> throw new IllegalArgumentException("unknown option: " + option);
            }
        }
        boolean published = size == Size.FULL && only.isEmpty();
        return new Options(
                (corpus == null ? Path.of("bench/target/corpus-" + size.word()) : corpus).toAbsolutePath(),
                size,
                rounds > 0 ? rounds : size == Size.FULL ? 5 : 3,
                only,
                report != null ? report : Path.of(published ? "docs/performance.md" : "bench/target/performance.md"));
    }

    boolean wants(Contestant contestant) {
        String name = contestant.name().toLowerCase(Locale.ROOT);
        return only.isEmpty() || only.stream().anyMatch(name::contains);
    }
}
