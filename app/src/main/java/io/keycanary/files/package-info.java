/** CloudTrail files in watched folders as a record source. May import core and the JDK. */
@NullMarked
package io.keycanary.files;

import org.jspecify.annotations.NullMarked;
