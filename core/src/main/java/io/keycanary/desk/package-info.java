/** What people do, whether from the command line or the API: one class per kind of thing. May import all stages. */
@NullMarked
package io.keycanary.desk;

import org.jspecify.annotations.NullMarked;
