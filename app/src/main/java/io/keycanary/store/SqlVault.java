package io.keycanary.store;

import com.google.crypto.tink.Aead;
import io.keycanary.intake.LedgerException;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Secrets, sealed with the master key. A known text sealed with it lies beside them, so that a second installation on
 * the same database, or a lost key file, never makes a mixture of keys.
 */
record SqlVault(Session session, MasterKey key) implements SecretVault {
    private static final byte[] KNOWN = "keycanary".getBytes(StandardCharsets.UTF_8);

    @Override
    public void keep(TokenId token, String field, Secret secret) {
        byte[] text = secret.reveal(SecretAccess.forInsecureReading()).getBytes(StandardCharsets.UTF_8);
        session.execute(
                "insert into secrets (token, field, sealed) values (?, ?, ?)"
                        + " on conflict (token, field) do update set sealed = excluded.sealed",
                token.value(),
                field,
                seal(provenKey(), text, binding(token, field)));
    }

    @Override
    public Optional<Secret> get(TokenId token, String field) {
        String sql = "select sealed from secrets where token = ? and field = ?";
        return session.one(row -> row.bytes("sealed"), sql, token.value(), field)
                .map(ciphertext -> open(token, field, ciphertext));
    }

    @Override
    public void forget(TokenId token) {
        session.execute("delete from secrets where token = ?", token.value());
    }

    private Secret open(TokenId token, String field, byte[] ciphertext) {
        try {
            byte[] text = key.existing().decrypt(ciphertext, binding(token, field));
            return Secret.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new LedgerException(
                    "a secret of token " + token.shortForm() + " cannot be opened with the master key " + key
                            + ": it was sealed with another key, or changed in the database",
                    e);
        }
    }

    private Aead provenKey() {
        Optional<byte[]> proof = proof();
        if (proof.isEmpty()) {
            byte[] mine = seal(key.existingOrNew(), KNOWN, KNOWN);
            session.execute(
                    "insert into master_key_proof (one, sealed) values (1, ?) on conflict (one) do nothing", mine);
            proof = proof();
        }
        try {
            key.existing().decrypt(proof.orElseThrow(), KNOWN);
            return key.existing();
        } catch (GeneralSecurityException e) {
            throw new LedgerException(
                    "the master key " + key + " is not the one that the secrets in this database are sealed with:"
                            + " copy the right one to this place",
                    e);
        }
    }

    private Optional<byte[]> proof() {
        return session.one(row -> row.bytes("sealed"), "select sealed from master_key_proof");
    }

    private static byte[] seal(Aead key, byte[] text, byte[] binding) {
        try {
            return key.encrypt(text, binding);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing has no reason to fail", e);
        }
    }

    /** What a sealed secret belongs to: put into another row it cannot be opened. */
    private static byte[] binding(TokenId token, String field) {
        return (token + "/" + field).getBytes(StandardCharsets.UTF_8);
    }
}
