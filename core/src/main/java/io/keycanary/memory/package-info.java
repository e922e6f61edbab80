/** In-memory stores for tests. May import the interfaces it implements. */
@NullMarked
package io.keycanary.memory;

import org.jspecify.annotations.NullMarked;
