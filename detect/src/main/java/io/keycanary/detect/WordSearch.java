package io.keycanary.detect;

/**
 * Finds watched words that do not look like AWS's ids: words of the user's own and of sensors' names. Looks at every
 * n-th byte only, n being the length of the shortest of them: a longer word cannot hide between two such bytes.
 */
final class WordSearch {
    private final Spots spots;
    private final WordSet sensorWords;
    private final int stride;

    WordSearch(Spots spots, TokenIndex index) {
        this.spots = spots;
        this.sensorWords = index.sensors().words;
        this.stride = Math.min(IndexLayout.SHORTEST_WORD, index.sensors().shortestWord());
    }

    /** Index of the first watched word in {@code [from, to)}, or -1. */
    int next(byte[] data, int from, int to) {
        int p = from + stride - 1;
        while (p < to) {
            if (JsonBytes.isWord(data[p])) {
                int start = p;
                while (start > from && JsonBytes.isWord(data[start - 1])) {
                    start--;
                }
                while (p < to && JsonBytes.isWord(data[p])) {
                    p++;
                }
                if (p - start >= stride
                        && (sensorWords.mayContain(data, start, p) || spots.isWatched(data, start, p))) {
                    return start;
                }
            }
            p += stride;
        }
        return -1;
    }
}
