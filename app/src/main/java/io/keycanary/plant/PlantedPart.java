package io.keycanary.plant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What we remember of one block that we wrote, so that it is found, checked and cut out again without a mark in the
 * file. Positions and lengths count characters of the text with {@code \n} line ends, so that a file whose line ends
 * were converted is still understood. There is no secret in it: a SHA-256 of 240 random bits gives nothing away.
 *
 * @param path absolute; inside a git work tree relative to its root
 * @param anchor a part of the block that is no secret: the key id as written
 * @param anchorAt where the anchor is within the block
 * @param chars length of the block without the line ends around it
 * @param sha256 of the block, in hex
 * @param lead line ends that we wrote before the block
 * @param trail line ends that we wrote after it
 * @param secretChars length of the secret as written; 0 when the block holds none
 * @param secretSha256 of the anchor, a line end and the secret as written
 * @param restSha256 of the file without the block: tells whether it was changed otherwise
 * @param created whether the file was not there before
 * @param createdFolder the outermost folder that was not there before, or null
 */
public record PlantedPart(
        String path,
        String anchor,
        int anchorAt,
        int chars,
        String sha256,
        int lead,
        int trail,
        int secretChars,
        String secretSha256,
        String restSha256,
        boolean created,
        @Nullable String createdFolder) {

    static PlantedPart of(String path, Piece.Edit edit, boolean created, @Nullable String createdFolder) {
        Insertion insertion = edit.insertion();
        String core = insertion.core().replace("\r\n", "\n");
        return new PlantedPart(
                path,
                insertion.anchor(),
                core.indexOf(insertion.anchor()),
                core.length(),
                sha256(core),
                feeds(insertion.place().lead()),
                feeds(insertion.place().trail()),
                insertion.secret().length(),
                secretHash(insertion.anchor(), insertion.secret()),
                sha256(edit.before().text()),
                created,
                createdFolder);
    }

    static String secretHash(String anchor, String secret) {
        return sha256(anchor + "\n" + secret);
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static int feeds(String lineEnds) {
        return (int) lineEnds.chars().filter(c -> c == '\n').count();
    }
}
