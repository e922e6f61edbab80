/** The command line: one class per verb, each given its parts. May import core, {@code plant}, {@code integrity}, picocli and Jackson's streaming API. */
@NullMarked
package io.keycanary.cli;

import org.jspecify.annotations.NullMarked;
