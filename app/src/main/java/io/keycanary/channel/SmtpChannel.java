package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends alerts as mail.
 *
 * <p>Each conversation runs on a virtual thread of its own: the mail library blocks on sockets and knows no interrupt,
 * but an interrupted virtual thread closes the socket it waits for. So a stop, and a server that answers one byte at a
 * time, both end it at once.
 */
public final class SmtpChannel implements AlertChannel {
    private final ChannelSettings.Smtp settings;
    private final SmtpConversation conversation;
    private final Duration total;

    /** Connects only when it sends. */
    public SmtpChannel(ChannelSettings.Smtp settings) {
        this(settings, ChannelSettings.Smtp.TOTAL, new SmtpConversation(settings));
    }

    SmtpChannel(ChannelSettings.Smtp settings, Duration total, SmtpConversation conversation) {
        this.settings = settings;
        this.conversation = conversation;
        this.total = total;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        FutureTask<DeliveryResult> talk = new FutureTask<>(() -> conversation.deliver(alert));
        Thread.ofVirtual().name("smtp-" + name()).start(talk);
        try {
            return talk.get(total.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new DeliveryResult.Retry("the mail was not taken within " + total.toSeconds() + " s", null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the mail could not be made", e.getCause());
        } finally {
            talk.cancel(true);
        }
    }
}
