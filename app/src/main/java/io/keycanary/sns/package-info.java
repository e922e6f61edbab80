/** What Amazon SNS posts over HTTPS: who may send it, and that it is what was sent. */
@NullMarked
package io.keycanary.sns;

import org.jspecify.annotations.NullMarked;
