/**
 * Measures the scan verb and its rivals side by side, as whole processes over the same files. May import the JDK,
 * Jackson and the corpus, and nothing else of ours.
 */
@NullMarked
package io.keycanary.bench.scan;

import org.jspecify.annotations.NullMarked;
