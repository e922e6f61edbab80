/** Uses and measures the shipped program from outside. May import the JDK and Jackson, and nothing of ours. */
@NullMarked
package io.keycanary.bench;

import org.jspecify.annotations.NullMarked;
