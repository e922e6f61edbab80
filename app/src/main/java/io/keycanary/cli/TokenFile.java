package io.keycanary.cli;

import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.TokenReader;
import io.keycanary.detect.TokenReader.MalformedTokensException;
import io.keycanary.detect.WatchedToken;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Tokens in a file, without secrets: a prepared index, told by its first bytes, or JSON as {@link TokenReader} reads it. */
final class TokenFile {
    private static final int PIECE_BYTES = 1 << 16;

    private TokenFile() {}

    /**
     * The index of a file of either form.
     *
     * @throws CommandFailure when it cannot be read, is no token file, is damaged, or names anything twice
     */
    static TokenIndex index(Path file) {
        byte[] bytes = bytes(file);
        return TokenIndex.isPrepared(bytes) ? prepared(file, bytes) : TokenIndex.of(tokens(file, bytes), List.of());
    }

    private static TokenIndex prepared(Path file, byte[] bytes) {
        try {
            return TokenIndex.prepared(bytes);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("the token file " + file + ": " + e.getMessage()
                    + "; write it again with `keycanary token index --out`");
        }
    }

    /**
     * Reads a file of JSON.
     *
     * @throws CommandFailure when it cannot be read, is no token file, or names anything twice
     */
    static List<WatchedToken> read(Path file) {
        return tokens(file, bytes(file));
    }

    private static List<WatchedToken> tokens(Path file, byte[] bytes) {
        try {
            return TokenReader.read(bytes);
        } catch (MalformedTokensException e) {
            throw CommandFailure.badInput(file + " " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return bytes(in, file.toFile().length());
        } catch (FileNotFoundException e) {
            throw CommandFailure.badInput(
                    Files.notExists(file)
                            ? "there is no token file " + file
                            : "the token file " + file + " may not be read by this user, or is none");
        } catch (IOException e) {
            throw CommandFailure.badInput("the token file " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** Not by readAllBytes: that reads by way of a second buffer as large as the file, of which each page costs. */
    private static byte[] bytes(InputStream in, long expected) throws IOException {
        byte[] bytes = new byte[Math.clamp(expected, PIECE_BYTES, Integer.MAX_VALUE - PIECE_BYTES)];
        int length = 0;
        for (int count = 0; count >= 0; count = in.read(bytes, length, Math.min(PIECE_BYTES, bytes.length - length))) {
            length += count;
            if (length == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    return bytes;
                }
                bytes = Arrays.copyOf(bytes, 2 * length);
                bytes[length++] = (byte) next;
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
