/** The whole order from bytes to alert, and the one transaction it ends in. May import all other stages. */
@NullMarked
package io.keycanary.intake;

import org.jspecify.annotations.NullMarked;
