package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.time.Duration;
import java.time.InstantSource;

/** Posts alerts to a service: one request for each. */
final class HttpChannel implements AlertChannel {
    private final String name;
    private final HttpService service;
    private final HttpSender sender;

    /** Connects only when it sends. */
    HttpChannel(String name, HttpService service, ChannelSettings.Times times, InstantSource clock) {
        this.name = name;
        this.service = service;
        this.sender = new HttpSender(times, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration sendBound() {
        return sender.bound();
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
    public DeliveryResult reply(Alert alert, String firstReceipt) throws InterruptedException {
        return post(service.call(alert, firstReceipt));
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
