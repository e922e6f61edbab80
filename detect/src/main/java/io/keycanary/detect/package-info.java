/** Bytes in, matches out: finds the watched identities in CloudTrail records. May import the JDK only. */
@NullMarked
package io.keycanary.detect;

import org.jspecify.annotations.NullMarked;
