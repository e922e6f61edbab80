/** Builds everything and is imported by nobody. May import every other package. */
@NullMarked
package io.keycanary.app;

import org.jspecify.annotations.NullMarked;
