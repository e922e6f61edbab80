/** Everything that speaks to AWS, or to an endpoint shaped like it. The only package that sees the AWS SDK. */
@NullMarked
package io.keycanary.aws;

import org.jspecify.annotations.NullMarked;
