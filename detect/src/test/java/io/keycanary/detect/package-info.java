/** Tests of the detector. */
@NullMarked
package io.keycanary.detect;

import org.jspecify.annotations.NullMarked;
