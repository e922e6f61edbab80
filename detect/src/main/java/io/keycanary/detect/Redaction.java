package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Takes secrets out of a record before anyone keeps it: the value of every member whose name, spelled in any case and
 * with or without separators, ends in one of a few words; at any depth; and any string that holds such a member in JSON
 * text of its own.
 */
final class Redaction {
    private static final byte[] REDACTED = "\"[REDACTED]\"".getBytes(UTF_8);
    private static final List<String> SECRETS =
            List.of("sessiontoken", "securitytoken", "secretaccesskey", "secretkey", "signintoken", "password");

    private Redaction() {}

    /** A whole record as valid UTF-8 without its secrets. */
    static byte[] record(byte[] data, int from, int to) throws BrokenJsonException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        JsonReader json = new JsonReader(data, from, to);
        boolean secret = false;
        int copied = from;
        for (JsonReader.Token token = json.next(); token != JsonReader.Token.END; token = json.next()) {
            int start = json.tokenStart();
            if (token == JsonReader.Token.NAME) {
                secret = isSecret(json.text());
                continue;
            }
            boolean opens = token == JsonReader.Token.BEGIN_OBJECT || token == JsonReader.Token.BEGIN_ARRAY;
            boolean string = token == JsonReader.Token.STRING;
            boolean literal = token == JsonReader.Token.LITERAL;
            boolean hidden =
                    secret && (opens || string || literal && !json.literal().equals("null"));
            if (hidden || string && secretAt(data, start, json.tokenEnd()) >= 0) {
                if (opens) {
                    json.skipRest();
                }
                out.write(data, copied, start - copied);
                out.writeBytes(REDACTED);
                copied = json.tokenEnd();
            }
            secret = false;
        }
        out.write(data, copied, to - copied);
        return validUtf8(out.toByteArray());
    }

    /** The beginning of text that could not be read as JSON: it ends where its first secret begins. */
    static byte[] head(byte[] text) {
        int secret = secretAt(text, 0, text.length);
        return secret < 0 ? text : Arrays.copyOf(text, secret);
    }

    private static boolean isSecret(String name) {
        for (String secret : SECRETS) {
            if (endsIn(name, secret)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name ends in a word, whatever its case, and whatever else stands between letters and digits. */
    private static boolean endsIn(String name, String word) {
        int left = word.length();
        for (int i = name.length() - 1; i >= 0 && left > 0; i--) {
            char c = Character.toLowerCase(name.charAt(i));
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                if (c != word.charAt(--left)) {
                    return false;
                }
            }
        }
        return left == 0;
    }

    /**
     * Where JSON text, inside any number of strings, has a member with a secret's name: the index behind its colon, or
     * -1. Looks at each quoted run before a colon.
     */
    private static int secretAt(byte[] data, int from, int to) {
        for (int p = from; p < to; p++) {
            if (data[p] == ':') {
                int close = back(data, from, p);
                if (close > from && data[close] == '"' && isSecret(nameBefore(data, from, close))) {
                    return p + 1;
                }
            }
        }
        return -1;
    }

    /** The last byte before {@code p} that is no white space, written out or as an escape such as {@code \n}. */
    private static int back(byte[] data, int from, int p) {
        int i = p - 1;
        while (i > from) {
            boolean escaped = i > from + 1 && data[i - 1] == '\\' && "nrt".indexOf(data[i]) >= 0;
            if (!escaped && !JsonBytes.isSpace(data[i])) {
                break;
            }
            i -= escaped ? 2 : 1;
        }
        return i;
    }

    /** The name that ends at a quote, with its escapes read, however many backslashes each has. */
    private static String nameBefore(byte[] data, int from, int quote) {
        int start = quote;
        while (start > from && data[start - 1] != '"' && quote - start < 256) {
            start--;
        }
        StringBuilder name = new StringBuilder();
        for (int i = start; i < quote; i++) {
            int c = data[i] == 'u' && i > start && data[i - 1] == '\\' ? JsonBytes.hex4(data, i + 1, quote) : -1;
            name.append(c < 0 ? (char) data[i] : (char) c);
            i += c < 0 ? 0 : 4;
        }
        return name.toString();
    }

    private static byte[] validUtf8(byte[] text) {
        byte[] valid = new String(text, UTF_8).getBytes(UTF_8);
        return Arrays.equals(valid, text) ? text : valid;
    }
}
