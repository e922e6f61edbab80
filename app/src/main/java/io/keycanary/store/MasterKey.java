package io.keycanary.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.keycanary.intake.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * The key that seals the secrets of tokens: an AES-256-GCM keyset of Tink in a file that only its owner can read. Nothing
 * is read or made before the first secret, so that most commands never touch it. Safe to share between threads.
 */
public final class MasterKey {
    private final Path file;
    private @Nullable Aead aead;

    private MasterKey(Path file) {
        this.file = file;
    }

    /** The key in this file, which is made when the first secret is kept. Its folder must exist by then. */
    public static MasterKey inFile(Path file) {
        return new MasterKey(file);
    }

    /** The file's name, for messages. */
    @Override
    public String toString() {
        return file.toString();
    }

    /**
     * The key, which must exist.
     *
     * @throws LedgerException when the file is missing, damaged, or open to others
     */
    synchronized Aead existing() {
        if (aead == null) {
            aead = read();
        }
        return aead;
    }

    /** The key, made when there is none. Of two processes that make one at once, both get the same. */
    synchronized Aead existingOrNew() {
        if (aead == null && Files.notExists(file)) {
            create();
        }
        return existing();
    }

    private Aead read() {
        try {
            PrivateFile.refuseIfOpenToOthers(file);
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new LedgerException(
                    "the master key " + file + " is missing, and without it the stored secrets cannot be read:"
                            + " put it back from a backup",
                    e);
        } catch (IOException e) {
            throw new LedgerException("the master key " + file + " cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new LedgerException("the master key " + file + " is damaged: put it back from a backup", e);
        }
    }

    private void create() {
        try {
            AeadConfig.register();
            KeysetHandle keyset =
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
            PrivateFile.createOnce(
                    file,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (IOException e) {
            throw new LedgerException(
                    "the master key " + file + " cannot be written: " + e.getMessage()
                            + "; check that its folder exists and can be written",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is part of every JDK", e);
        }
    }
}
