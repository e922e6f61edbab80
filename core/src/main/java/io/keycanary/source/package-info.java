/** Where records come from: batches, their outcome, checkpoints. May import {@code token}. */
@NullMarked
package io.keycanary.source;

import org.jspecify.annotations.NullMarked;
