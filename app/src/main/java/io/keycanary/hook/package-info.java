/** What users hook into the response: commands of theirs. */
@NullMarked
package io.keycanary.hook;

import org.jspecify.annotations.NullMarked;
