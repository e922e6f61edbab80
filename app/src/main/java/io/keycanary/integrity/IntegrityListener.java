package io.keycanary.integrity;

/** Takes what a verification finds while it runs; never called by two threads at once. */
public interface IntegrityListener {
    /**
     * A finding.
     *
     * @param part which of the parts of the answer it belongs to, from 0 on, each a chain or the rest; several are found
     *     at the same time, and their order is always the same
     */
    void finding(int part, IntegrityFinding finding);

    /** All of a part was found. */
    void ended(int part);

    /** How far it is: files read so far, digests included. */
    void checked(long files);
}
