package io.keycanary.detect;

/**
 * Looks at every n-th byte only, n being the length of the shortest word that matters: a longer word cannot hide
 * between two such bytes. Backslashes are looked for on their own.
 */
final class WordSearch implements AnchorSearch {
    @Override
    public int next(byte[] data, int from, int to, Anchors anchors) {
        int word = word(data, from, to, anchors);
        int escape = escape(data, from, word < 0 ? to : word, to, anchors);
        return escape < 0 ? word : escape;
    }

    private static int word(byte[] data, int from, int to, Anchors anchors) {
        int stride = anchors.shortestWord();
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
                if (p - start >= stride && anchors.isAnchor(data, start, p, to)) {
                    return start;
                }
            }
            p += stride;
        }
        return -1;
    }

    private static int escape(byte[] data, int from, int to, int end, Anchors anchors) {
        for (int p = from; p < to; p++) {
            if (data[p] == '\\' && anchors.isEscape(data, p, end)) {
                return p;
            }
        }
        return -1;
    }
}
