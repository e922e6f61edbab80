/**
 * Writes key material into files where an intruder looks for it, and takes it out again byte for byte. May import
 * {@code token} and the JDK, and Jackson for JSON positions and receipts.
 */
@NullMarked
package io.keycanary.plant;

import org.jspecify.annotations.NullMarked;
