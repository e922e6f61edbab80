package io.keycanary.bench.corpus;

/**
 * Makes ids as AWS does: after the prefix stand 80 bits in base 32, of which bits 2 to 41 are the account. All ids of
 * an account therefore begin alike, which is what makes them hard to tell apart quickly.
 */
final class AwsId {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ACCOUNT_CHARS = 10;

    private AwsId() {}

    /** 20 characters: {@code AKIA} for a key, {@code ASIA} for a temporary one. */
    static String key(String prefix, String account, Dice dice) {
        return prefix + body(account, dice) + dice.base32(16 - ACCOUNT_CHARS);
    }

    /** 21 characters: {@code AIDA} for a user, {@code AROA} for a role. */
    static String principal(String prefix, String account, Dice dice) {
        return prefix + body(account, dice) + dice.base32(17 - ACCOUNT_CHARS);
    }

    /** The first 50 bits: a one, the account in 40 bits, 9 random bits. */
    private static String body(String account, Dice dice) {
        long bits = 1L << 49 | Long.parseLong(account) << 9 | dice.below(512);
        StringBuilder body = new StringBuilder(ACCOUNT_CHARS);
        for (int shift = 45; shift >= 0; shift -= 5) {
            body.append(BASE32.charAt((int) (bits >>> shift & 31)));
        }
        return body.toString();
    }
}
