package io.keycanary.aws;

import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Notes the request id of every answer, also of refusals and of each attempt: CloudTrail will show all of them, and by
 * their ids we tell them from the calls of others.
 */
record CallJournal(Consumer<String> requestIds) implements ExecutionInterceptor {
    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse()
                .firstMatchingHeader("x-amzn-RequestId")
                .or(() -> context.httpResponse().firstMatchingHeader("x-amz-request-id"))
                .ifPresent(requestIds);
    }
}
