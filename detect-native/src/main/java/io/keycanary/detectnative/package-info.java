/**
 * Faster parts for {@link io.keycanary.detect}, which finds them by {@link java.util.ServiceLoader} and does without them
 * where they do not work. May import detect, the foreign-function API and the Vector API; is imported by nobody.
 */
@NullMarked
package io.keycanary.detectnative;

import org.jspecify.annotations.NullMarked;
