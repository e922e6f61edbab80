/** Uses and measures the shipped program from outside. May import the JDK, Jackson and a
 * PostgreSQL that it starts, and nothing of ours. */
@NullMarked
package io.keycanary.bench;

import org.jspecify.annotations.NullMarked;
