/** Playbooks as YAML: those that are shipped, and those of the user. */
@NullMarked
package io.keycanary.playbook;

import org.jspecify.annotations.NullMarked;
