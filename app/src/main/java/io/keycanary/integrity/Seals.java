package io.keycanary.integrity;

import io.keycanary.integrity.IntegrityFinding.Kind;
import java.io.IOException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Checks the signatures of the digests of one chain. */
final class Seals {
    private static final HexFormat HEX = HexFormat.of();

    private final Verification run;
    private final ChainFindings findings;
    private final Map<String, UnknownKey> unknownKeys = new HashMap<>();

    /** Digests with one key that is not at hand; thousands of them are one finding. */
    private record UnknownKey(Link first, Span span, long count) {
        UnknownKey and(UnknownKey other) {
            return new UnknownKey(first, span.and(other.span), count + other.count);
        }
    }

    Seals(Verification run, ChainFindings findings) {
        this.run = run;
        this.findings = findings;
    }

    /** Checks the signature that is stored beside the file, where there is one. */
    void stored(Link link) {
        if (run.keys() == null) {
            return;
        }
        try {
            run.files().signature(link.file().folder(), link.file().name()).ifPresent(hex -> check(link, hex));
        } catch (IOException e) {
            findings.of(Kind.UNVERIFIABLE, link, "its signature cannot be read: " + e.getMessage());
        }
    }

    /** Checks a digest against what the next one states of it. */
    void stated(Link link, Digest.Previous stated) {
        link.explain();
        if (!link.digest().sha256().equals(stated.sha256())) {
            link.prove(Proof.FAILED);
            findings.of(Kind.ALTERED, link, "its content is not the one that the next digest states");
        } else if (run.keys() == null) {
            link.prove(Proof.LINKED);
        } else if (link.proof() == Proof.NONE) {
            check(link, stated.signature());
        }
    }

    private void check(Link link, String hex) {
        String fingerprint = link.digest().fingerprint();
        Optional<PublicKey> key = run.key(fingerprint);
        link.prove(Proof.FAILED);
        if (key.isEmpty()) {
            unknownKeys.merge(fingerprint, new UnknownKey(link, link.digest().span(), 1), UnknownKey::and);
        } else if (hex.matches("([0-9A-Fa-f]{2})+")
                && RsaKeys.verifies(key.get(), link.digest().signedText(), HEX.parseHex(hex))) {
            link.prove(Proof.SIGNED);
        } else {
            findings.of(Kind.WRONG_SIGNATURE, link, "the signature is not one of CloudTrail's key " + fingerprint);
        }
    }

    /** Tells which keys were missing. */
    void finish() {
        unknownKeys.forEach((fingerprint, key) -> findings.of(
                Kind.UNVERIFIABLE,
                key.first().file().path(),
                key.span(),
                "no public key with the fingerprint %s, which signed %d digests".formatted(fingerprint, key.count())));
    }
}
