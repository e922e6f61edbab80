@NullMarked
package io.keycanary.bench.corpus;

import org.jspecify.annotations.NullMarked;
