package io.keycanary.plant;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text in which a block that we wrote may be. It is looked for by its anchor and proved by its hash.
 *
 * @param raw the text
 * @param plain the text with {@code \n} line ends
 * @param rawAt for each position of the plain text, and its end, the position in the raw text
 */
@SuppressWarnings("ArrayRecordComponent")
record PlantedText(String raw, String plain, int[] rawAt) {

    static PlantedText of(Document document) {
        String raw = document.text();
        StringBuilder plain = new StringBuilder(raw.length());
        int[] rawAt = new int[raw.length() + 1];
        for (int i = 0; i < raw.length(); i++) {
            rawAt[plain.length()] = i;
            if (raw.startsWith("\r\n", i)) {
                i++;
            }
            plain.append(raw.charAt(i));
        }
        rawAt[plain.length()] = raw.length();
        return new PlantedText(raw, plain.toString(), Arrays.copyOf(rawAt, plain.length() + 1));
    }

    boolean hasAnchor(PlantedPart part) {
        return plain.contains(part.anchor());
    }

    /** Where the block begins in the plain text; -1 when it is not there as it was written. */
    int find(PlantedPart part) {
        for (int at = plain.indexOf(part.anchor()); at >= 0; at = plain.indexOf(part.anchor(), at + 1)) {
            int start = at - part.anchorAt();
            int end = start + part.chars();
            if (start >= 0
                    && end <= plain.length()
                    && PlantedPart.sha256(plain.substring(start, end)).equals(part.sha256())) {
                return start;
            }
        }
        return -1;
    }

    /** Whether the secret stands anywhere as it was written, though perhaps in another layout. */
    boolean hasSecret(PlantedPart part) {
        int run = 0;
        for (int i = 0; i < plain.length(); i++) {
            run = secretLetter(plain.charAt(i)) ? run + 1 : 0;
            if (run >= part.secretChars()
                    && PlantedPart.secretHash(part.anchor(), plain.substring(i + 1 - part.secretChars(), i + 1))
                            .equals(part.secretSha256())) {
                return true;
            }
        }
        return part.secretChars() == 0;
    }

    /** The text without the block; null when the block is not there as it was written. */
    @Nullable
    String without(PlantedPart part, boolean json) {
        int start = find(part);
        if (start < 0) {
            return null;
        }
        int end = start + part.chars();
        String exact = cut(Math.max(0, start - part.lead()), Math.min(plain.length(), end + part.trail()));
        return PlantedPart.sha256(exact).equals(part.restSha256()) ? exact : cutOfChanged(part, start, end, json);
    }

    /**
     * The file was changed around the block: take no more of the line ends than are there, keep lines apart, and keep
     * JSON whole where members were added behind ours.
     */
    private String cutOfChanged(PlantedPart part, int start, int end, boolean json) {
        int to = end;
        while (to < plain.length() && to < end + part.trail() && plain.charAt(to) == '\n') {
            to++;
        }
        int from = start;
        while (from > 1
                && from > start - part.lead()
                && plain.charAt(from - 1) == '\n'
                && plain.charAt(from - 2) == '\n') {
            from--;
        }
        if (json
                && plain.charAt(start) != ','
                && plain.substring(to).stripLeading().startsWith(",")) {
            to = plain.indexOf(',', to) + 1;
        }
        return cut(from, to);
    }

    private String cut(int from, int to) {
        return raw.substring(0, rawAt[from]) + raw.substring(rawAt[to]);
    }

    private static boolean secretLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/+=_.-".indexOf(c) >= 0;
    }
}
