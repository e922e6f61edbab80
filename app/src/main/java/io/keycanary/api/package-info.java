/** The REST API under {@code /api/v1}: routes, their permissions, and what they say. May import core; never a store. */
@NullMarked
package io.keycanary.api;

import org.jspecify.annotations.NullMarked;
