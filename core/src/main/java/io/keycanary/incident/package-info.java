/** Turns matches into sightings and sightings into incidents. May import {@code token}, {@code source} and {@code detect}. */
@NullMarked
package io.keycanary.incident;

import org.jspecify.annotations.NullMarked;
