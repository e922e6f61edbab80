package io.keycanary.bench.corpus;

import java.nio.file.Path;
import java.util.Locale;

/** Makes a corpus from the command line: {@code MakeCorpus FOLDER [full|quick|test]}. */
public final class MakeCorpus {
    private MakeCorpus() {}

    /** Prints what the corpus holds. */
    public static void main(String[] args) throws Exception {
        Size size = Size.valueOf(args.length > 1 ? args[1].toUpperCase(Locale.ROOT) : "FULL");
        System.out.println(Corpus.in(Path.of(args[0]), size, Corpus.SEED));
    }
}
