/**
 * The set-up in AWS by which a use of a token reaches us, as values: filter patterns and who is covered by which, event
 * patterns, policies, the parts of a pipeline, and the guardrails. What makes them real lives in the adapters. May
 * import {@code token}.
 */
@NullMarked
package io.keycanary.pipeline;

import org.jspecify.annotations.NullMarked;
