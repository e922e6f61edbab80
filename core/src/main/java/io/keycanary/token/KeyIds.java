package io.keycanary.token;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Key ids and unique ids as AWS forms them: a four-letter prefix and sixteen (AIDA: seventeen) letters of base 32, of
 * which the first hold the account id (IAM User Guide, "Unique identifiers"; the encoding is public research).
 */
public final class KeyIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    /** An account id has 12 digits; the 40 bits could hold more. */
    private static final long ACCOUNTS = 1_000_000_000_000L;

    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyIds() {}

    /** A long-term access key id of the account. */
    public static String accessKey(String accountId) {
        return encode("AKIA", accountId, 16);
    }

    /** A temporary access key id of the account. */
    public static String sessionKey(String accountId) {
        return encode("ASIA", accountId, 16);
    }

    /** A user's unique id. */
    public static String principal(String accountId) {
        return encode("AIDA", accountId, 17);
    }

    /** A secret access key: 40 characters of base 64. */
    public static Secret secret() {
        StringBuilder text = new StringBuilder(40);
        for (int i = 0; i < 40; i++) {
            text.append(BASE64.charAt(RANDOM.nextInt(64)));
        }
        return Secret.of(text.toString());
    }

    /** The account that an id gives away, empty for one of the old form or no real id. For warnings only. */
    public static OptionalLong accountOf(String id) {
        if (id.length() < 20 || id.startsWith("AKIAI") || id.startsWith("AKIAJ")) {
            return OptionalLong.empty();
        }
        long bits = 0;
        for (int i = 4; i < id.length(); i++) {
            int digit = ALPHABET.indexOf(id.charAt(i));
            if (digit < 0) {
                return OptionalLong.empty();
            }
            bits = i < 14 ? bits << 5 | digit : bits;
        }
        return OptionalLong.of(bits >>> 9 & 0xFF_FFFF_FFFFL);
    }

    /** The same as an account id has it, 12 digits; empty also for no id. */
    public static Optional<String> accountNamedBy(@Nullable String id) {
        OptionalLong account = id == null ? OptionalLong.empty() : accountOf(id);
        return account.isPresent() && account.getAsLong() < ACCOUNTS
                ? Optional.of("%012d".formatted(account.getAsLong()))
                : Optional.empty();
    }

    /** Bit 49 is set as in ids of today, so that none begins with the I or J of the old form. */
    private static String encode(String prefix, String accountId, int letters) {
        long bits = 1L << 49 | Long.parseLong(accountId) << 9 | RANDOM.nextInt(1 << 9);
        StringBuilder id = new StringBuilder(prefix);
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(ALPHABET.charAt((int) (bits >>> shift & 31)));
        }
        while (id.length() < prefix.length() + letters) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return id.toString();
    }
}
