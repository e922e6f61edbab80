/** The ways out: console, webhook, e-mail. May import the core and, for mail and JSON, Angus Mail and Jackson. */
@NullMarked
package io.keycanary.channel;

import org.jspecify.annotations.NullMarked;
