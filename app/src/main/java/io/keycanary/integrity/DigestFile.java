package io.keycanary.integrity;

import java.time.Instant;

/** A digest file that was found; {@code end} is what its name says. */
record DigestFile(String folder, String name, Instant end) {
    /** How a person finds it. */
    String path() {
        return Inventory.path(folder, name);
    }

    /** Its name in S3, also when the copy was unpacked. */
    String deliveredName() {
        return Inventory.packed(name);
    }
}
