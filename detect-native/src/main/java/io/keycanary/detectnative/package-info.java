/**
 * Faster parts for {@link io.keycanary.detect}, which does without them where they do not work.
 * May import detect, the foreign-function API and the Vector API; is imported by the assembly alone.
 */
@NullMarked
package io.keycanary.detectnative;

import org.jspecify.annotations.NullMarked;
