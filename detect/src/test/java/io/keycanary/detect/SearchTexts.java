package io.keycanary.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts in which anchors, and what nearly is one, stand close together; and what a search finds in them. */
final class SearchTexts {
    private static final TokenIndex INDEX = TokenIndex.of(
            List.of(
                    new WatchedToken(
                            "one",
                            List.of("AKIARZPUZDIKGB2VALC4"),
                            "AIDARZPUZDIKGB2VALC4X",
                            "arn:aws:iam::123456789012:user/svc/build"),
                    new WatchedToken(
                            "two", List.of("AKIA22222222222222222"), null, "arn:aws:iam::000000000000:user/B")),
            List.of());

    private static final List<String> FRAGMENTS = List.of(
            "AKIARZPUZDIKGB2VALC4",
            "AIDARZPUZDIKGB2VALC4X",
            "AKIA22222222222222222",
            "AKIARZPUZDIKGB2VALC5",
            "AROARZPUZDIKGB2VALC4X",
            "arn:aws:iam::123456789012:user/svc/build",
            "arn:aws:iam::123456789012:user/svc/other",
            "arn:aws:sts::123456789012:assumed-role/a/b",
            "000000000000:user/B",
            "123456789012",
            ",{\"eventVersion\":\"1.08\",\"userIdentity\":{",
            ",{\"eventVersion\":\"1.08\",\"eventID\":{",
            ",{\"eventVersion\"",
            "\"eventSource\":\"iam.amazonaws.com\",",
            "\"eventSource\":\"signin.amazonaws.com\",",
            "\"s3.amazonaws.com\"",
            "\"userName\":\"build\",",
            "\"userName\":\"other\"}",
            "\\u0041",
            "\\u00e9",
            "\\/",
            "\\n",
            "\"",
            "{",
            "}",
            ":",
            "AAAAAAAA",
            "AWS4-HMAC-SHA256",
            "\u00e9");

    private SearchTexts() {}

    static String fragment(Random random) {
        return random.nextInt(3) > 0 ? FRAGMENTS.get(random.nextInt(FRAGMENTS.size())) : "x".repeat(random.nextInt(20));
    }

    /** The anchors, one after the other, and how many records began. */
    static List<Long> found(AnchorSearch search, byte[] text, int from, int to) {
        Spots spots = new Spots(INDEX);
        List<Long> found = new ArrayList<>();
        for (int at = search.next(text, from, to, spots); at >= 0; at = search.next(text, at + 1, to, spots)) {
            found.add((long) at);
        }
        found.add(spots.records());
        return found;
    }
}
