/**
 * What files of the user say about addresses: AWS's list of its ranges, the exits of the Tor network, databases in
 * MaxMind's format. Behind the core's {@code SourceLookup}.
 */
@NullMarked
package io.keycanary.enrich;

import org.jspecify.annotations.NullMarked;
