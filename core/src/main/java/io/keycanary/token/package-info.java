/** Canary tokens, their facts, state and places, and how they are issued and kept. May import nothing of ours. */
@NullMarked
package io.keycanary.token;

import org.jspecify.annotations.NullMarked;
