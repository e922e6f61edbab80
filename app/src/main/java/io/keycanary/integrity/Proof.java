package io.keycanary.integrity;

/** How far it is known that a digest is CloudTrail's. */
enum Proof {
    /** Nothing speaks for it yet. */
    NONE,
    /** The next digest states its hash. */
    LINKED,
    /** CloudTrail's signature fits. */
    SIGNED,
    /** Something speaks against it, or its key is unknown; there is a finding. */
    FAILED
}
