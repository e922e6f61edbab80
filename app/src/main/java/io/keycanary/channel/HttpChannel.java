package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Posts alerts to a service: one request for each, and one more where the first message is kept up to date. */
final class HttpChannel implements AlertChannel {
    private static final Duration LONGEST_REST = Duration.ofHours(1);
    private static final int RECEIPT_CHARS = 200;

    private final String name;
    private final HttpService service;
    private final HttpSender sender;
    private final InstantSource clock;

    /** A service that limits edits is left alone until then; what it asks for is believed up to {@link #LONGEST_REST}. */
    private volatile Instant editsFrom = Instant.EPOCH;

    /** Connects only when it sends. */
    HttpChannel(String name, HttpService service, ChannelSettings.Times times, InstantSource clock) {
        this.name = name;
        this.service = service;
        this.clock = clock;
        this.sender = new HttpSender(times, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration sendBound() {
        return service.threads() ? sender.bound().multipliedBy(2) : sender.bound();
    }

    @Override
    public boolean threads() {
        return service.threads();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        return post(service.call(alert, null));
    }

    @Override
    public DeliveryResult reply(Alert alert, First first) throws InterruptedException {
        DeliveryResult said = post(service.call(alert, first.receipt()));
        HttpCall edit = said instanceof DeliveryResult.Accepted ? service.edit(alert, first) : null;
        return edit == null || !(said instanceof DeliveryResult.Accepted told) ? said : edited(told, edit);
    }

    /**
     * The reply has arrived, so whatever becomes of the edit, it is accepted. An edit that fails is not tried again by
     * itself: the next alert of the incident edits to what is true then.
     */
    private DeliveryResult edited(DeliveryResult.Accepted told, HttpCall edit) {
        Instant now = clock.instant();
        if (now.isBefore(editsFrom) && editsFrom.isBefore(now.plus(LONGEST_REST))) {
            return noted(told, "asked to wait");
        }
        try {
            return switch (post(edit)) {
                case DeliveryResult.Accepted done -> told;
                case DeliveryResult.Refused refused -> noted(told, refused.reason());
                case DeliveryResult.Retry retry -> {
                    Duration rest = retry.retryAfter();
                    editsFrom = rest == null ? now : now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
                    yield noted(told, retry.reason());
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the reply has arrived all the same
            return noted(told, "interrupted");
        }
    }

    private static DeliveryResult noted(DeliveryResult.Accepted told, String why) {
        return new DeliveryResult.Accepted(
                Printable.line(told.receipt() + " (first message not edited: " + why + ")", RECEIPT_CHARS));
    }

    private DeliveryResult post(HttpCall call) throws InterruptedException {
        return switch (sender.send(call)) {
            case HttpSender.Outcome.Failed failed -> failed.result();
            case HttpSender.Outcome.Answered answer -> {
                DeliveryResult common = sender.judge(answer);
                yield common instanceof DeliveryResult.Accepted
                        ? service.taken(answer.status(), answer.body())
                        : common;
            }
        };
    }

    @Override
    public void close() {
        sender.close();
    }
}
