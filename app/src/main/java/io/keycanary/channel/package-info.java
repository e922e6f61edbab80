/**
 * The ways out: console, webhook, e-mail, chat rooms, on-call services, syslog, SNS. May import the core and, for mail and
 * JSON, Angus Mail and Jackson. SNS is reached by an interface; the AWS SDK stays in its own package.
 */
@NullMarked
package io.keycanary.channel;

import org.jspecify.annotations.NullMarked;
