package io.keycanary.token;

/**
 * The tag that every decoy user of an account bears. The decoy cannot see its own tags, so it gives nothing away; it
 * tells our users from those of others on the same path.
 *
 * @param key 1 to 128 characters; AWS keeps keys that begin with {@code aws:} for itself
 * @param value up to 256 characters
 */
public record DecoyTag(String key, String value) {
    private static final String CHARS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

    /** Checks key and value (IAM Tag). */
    public DecoyTag {
        if (!key.matches(CHARS + "{1,128}")
                || key.regionMatches(true, 0, "aws:", 0, 4)
                || !value.matches(CHARS + "{0,256}")) {
            throw new IllegalArgumentException("a tag is KEY=VALUE of letters, digits, blanks or _.:/=+-@, and its key"
                    + " does not begin with aws:, unlike \"" + key + "=" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
