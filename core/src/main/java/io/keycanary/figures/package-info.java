/** Pure functions from incidents to the figures a manager asks for. May import all earlier stages. */
@NullMarked
package io.keycanary.figures;

import org.jspecify.annotations.NullMarked;
