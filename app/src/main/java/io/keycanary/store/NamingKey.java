package io.keycanary.store;

import io.keycanary.intake.LedgerException;
import io.keycanary.token.HmacMark;
import io.keycanary.token.NameMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key under which names of decoys are marked: one line in a file that only its owner can read. */
public final class NamingKey {
    private static final int BYTES = 32;

    private NamingKey() {}

    /**
     * Marks under the key in this file, made when there is none.
     *
     * @throws LedgerException when the file is damaged or open to others
     */
    public static NameMark inFile(Path file) {
        try {
            if (Files.notExists(file)) {
                byte[] made = new byte[BYTES];
                new SecureRandom().nextBytes(made);
                PrivateFile.createOnce(file, Base64.getEncoder().encodeToString(made) + "\n");
            }
            PrivateFile.refuseIfOpenToOthers(file);
            return new HmacMark(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new LedgerException("the key of the names " + file + " cannot be read or made: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new LedgerException("the key of the names " + file + " is damaged: put it back from a backup", e);
        }
    }
}
