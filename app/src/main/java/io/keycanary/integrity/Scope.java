package io.keycanary.integrity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where log files and the digests that list them belong together.
 *
 * @param prefix the folder above the account's, where the folders are laid out as CloudTrail does; else empty
 */
record Scope(String prefix, String account, String region) {
    private static final Pattern LAYOUT =
            Pattern.compile("(.*?)/?\\d{12}/CloudTrail(?:-Digest)?/[a-z0-9-]+(?:/\\d{4}/\\d{2}/\\d{2})?/?");

    /** The prefix of a folder; empty where the layout is another. */
    static String prefix(String folder) {
        Matcher layout = LAYOUT.matcher(folder.startsWith("./") ? folder.substring(2) : folder);
        return layout.matches() ? layout.group(1) : "";
    }
}
