/** Alerts, the channels they leave by, and the outbox between. May import {@code incident} and what it may. */
@NullMarked
package io.keycanary.alert;

import org.jspecify.annotations.NullMarked;
