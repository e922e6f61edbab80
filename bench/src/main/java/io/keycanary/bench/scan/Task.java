package io.keycanary.bench.scan;

import java.nio.file.Path;

/**
 * What a contestant is given.
 *
 * @param part of the corpus: {@code mix}, {@code mix5}, or a file
 * @param set which tokens: {@code 1}, {@code 10}, {@code 10-prepared} and so on
 */
record Task(Path corpus, String part, String set) {
    private static final String PREPARED = "-prepared";

    Path folder() {
        return corpus.resolve(part);
    }

    /** The token file: JSON, or what the JSON was prepared to. */
    Path tokens() {
        return set.endsWith(PREPARED) ? corpus.resolve("tokens-" + set + ".index") : tokensInJson();
    }

    /** The same tokens in JSON. */
    Path tokensInJson() {
        return corpus.resolve("tokens-" + set.replace(PREPARED, "") + ".json");
    }

    /** All identifiers of the tokens, one a line. */
    Path identifiers() {
        return corpus.resolve("identifiers-" + set + ".txt");
    }

    @Override
    public String toString() {
        return (part.endsWith(".gz") ? "one small file" : part) + ", " + set + " tokens";
    }
}
