/** The stores in SQLite and PostgreSQL. May import {@code core}, Jdbi and what it stands on, Tink and Jackson. */
@NullMarked
package io.keycanary.store;

import org.jspecify.annotations.NullMarked;
