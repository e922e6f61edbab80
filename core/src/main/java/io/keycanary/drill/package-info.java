/** Uses that we make ourselves to prove a trap end to end. May import {@code token} and {@code incident}. */
@NullMarked
package io.keycanary.drill;

import org.jspecify.annotations.NullMarked;
