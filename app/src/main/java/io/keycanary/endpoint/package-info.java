/**
 * The decoy endpoint: answers like AWS for tokens of the account {@code local}, and reports every request that names one
 * of their keys. May import {@code token}, Jetty and Jackson; it reaches the store and the intake through its own seams.
 */
@NullMarked
package io.keycanary.endpoint;

import org.jspecify.annotations.NullMarked;
