package io.keycanary.token;

/**
 * A few characters of a user name by which its owner recognises a decoy without the register, and nobody else does.
 */
@FunctionalInterface
public interface NameMark {
    /** Fewer would be found by chance. */
    int LEAST_CHARS = 6;

    /** More of them look made by a program. */
    int MOST_CHARS = 16;

    /**
     * The mark of a name.
     *
     * @param before what stands before it in the name
     * @param after what stands behind it
     * @param chars how many, {@link #LEAST_CHARS} to {@link #MOST_CHARS}, each a digit of base 16
     */
    String of(String before, String after, int chars);

    /** Whether some characters of a name are its mark; one in 200,000 other names has one by chance. */
    default boolean in(String name) {
        for (int chars = LEAST_CHARS; chars <= MOST_CHARS; chars++) {
            for (int at = 0; at + chars <= name.length(); at++) {
                String mark = of(name.substring(0, at), name.substring(at + chars), chars);
                if (name.regionMatches(true, at, mark, 0, chars)) {
                    return true;
                }
            }
        }
        return false;
    }
}
