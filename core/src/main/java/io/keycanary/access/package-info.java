/** Who may use the API: tokens and roles. May import nothing of ours. */
@NullMarked
package io.keycanary.access;

import org.jspecify.annotations.NullMarked;
