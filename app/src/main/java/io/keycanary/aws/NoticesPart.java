package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.Site;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The topic of the alarm sends to the queue. A queue of the same account needs no confirmation. */
final class NoticesPart extends Part {
    private static final String PROTOCOL = "sqs";

    private final Ground ground;
    private final Site site;

    NoticesPart(Ground ground) {
        super("notices of topic " + ground.site().name() + " to queue "
                + ground.site().name());
        this.ground = ground;
        this.site = ground.site();
    }

    static boolean isIt(Site site, Subscription subscription) {
        return PROTOCOL.equals(subscription.protocol()) && site.queueArn().equals(subscription.endpoint());
    }

    private Optional<Subscription> found() {
        try {
            return ground
                    .sns()
                    .listSubscriptionsByTopicPaginator(r -> r.topicArn(site.topicArn()))
                    .subscriptions()
                    .stream()
                    .filter(one -> isIt(site, one))
                    .findFirst();
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    Link look() {
        return found().isEmpty() ? missing() : good();
    }

    @Override
    void make() {
        ground.sns()
                .subscribe(r -> r.topicArn(site.topicArn()).protocol(PROTOCOL).endpoint(site.queueArn()));
    }

    @Override
    @Nullable
    String remove() {
        return found().map(one -> {
                    ground.sns().unsubscribe(r -> r.subscriptionArn(one.subscriptionArn()));
                    return removed();
                })
                .orElse(null);
    }
}
