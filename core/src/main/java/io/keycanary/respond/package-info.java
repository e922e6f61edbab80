/** The response to an incident: playbooks, how far each incident's is worked through, and the actions that contain it. */
@NullMarked
package io.keycanary.respond;

import org.jspecify.annotations.NullMarked;
