package io.keycanary.integrity;

/** A digest in its chain, while proof for it may still come. */
final class Link {
    private final DigestFile file;
    private final Digest digest;
    private Proof proof = Proof.NONE;
    private boolean explained;

    Link(DigestFile file, Digest digest) {
        this.file = file;
        this.digest = digest;
    }

    DigestFile file() {
        return file;
    }

    Digest digest() {
        return digest;
    }

    Proof proof() {
        return proof;
    }

    void prove(Proof found) {
        proof = found;
    }

    /** Whether a later digest names it, or it is known why none does. */
    boolean explained() {
        return explained;
    }

    void explain() {
        explained = true;
    }
}
