package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Who gets the notices. Nothing is delivered to a subscriber before it has confirmed. */
final class SubscribersPart extends Part {
    private static final String PENDING = "PendingConfirmation";

    private final Ground ground;
    private final String arn;

    SubscribersPart(Ground ground) {
        super("subscribers of " + ground.site().name());
        this.ground = ground;
        this.arn = ground.site().topicArn();
    }

    private List<Subscription> all() {
        try {
            return ground.sns().listSubscriptionsByTopicPaginator(r -> r.topicArn(arn)).subscriptions().stream()
                    .toList();
        } catch (NotFoundException e) {
            return List.of();
        }
    }

    private List<Subscriber> absent(List<Subscription> all) {
        return ground.blueprint().subscribers().stream()
                .filter(wanted -> find(all, wanted).isEmpty())
                .toList();
    }

    private static Optional<Subscription> find(List<Subscription> all, Subscriber wanted) {
        return all.stream()
                .filter(one -> wanted.protocol().equals(one.protocol())
                        && wanted.endpoint().equals(one.endpoint()))
                .findFirst();
    }

    @Override
    Link look() {
        List<Subscription> all = all();
        List<String> absent =
                absent(all).stream().map(s -> s.protocol() + ":" + s.endpoint()).toList();
        if (!absent.isEmpty()) {
            return all.isEmpty() ? missing() : wrong(String.join(", ", absent) + " is not subscribed");
        }
        if (all.isEmpty()) {
            return waiting("nobody is subscribed, so the alarm tells no one: name somebody with --subscribe");
        }
        List<String> waiting = new ArrayList<>();
        all.stream().filter(this::isPending).forEach(one -> waiting.add(one.protocol() + ":" + one.endpoint()));
        return waiting.isEmpty()
                ? good()
                : waiting(String.join(", ", waiting) + " has not confirmed; the request is good for two days");
    }

    private boolean isPending(Subscription subscription) {
        if (!subscription.subscriptionArn().startsWith("arn:")) {
            return true;
        }
        return "true"
                .equals(ground.sns()
                        .getSubscriptionAttributes(r -> r.subscriptionArn(subscription.subscriptionArn()))
                        .attributes()
                        .get(PENDING));
    }

    @Override
    void make() {
        absent(all())
                .forEach(wanted -> ground.sns()
                        .subscribe(r -> r.topicArn(arn)
                                .protocol(wanted.protocol())
                                .endpoint(wanted.endpoint())
                                .returnSubscriptionArn(true)));
    }

    /** Those that were asked for; with our own topic the others go too. */
    @Override
    @Nullable
    String remove() {
        List<Subscription> all = all();
        List<Subscription> ours = ground.blueprint().subscribers().stream()
                .flatMap(wanted -> find(all, wanted).stream())
                .filter(one -> one.subscriptionArn().startsWith("arn:"))
                .toList();
        ours.forEach(one -> ground.sns().unsubscribe(r -> r.subscriptionArn(one.subscriptionArn())));
        return ours.isEmpty() ? null : removed();
    }
}
