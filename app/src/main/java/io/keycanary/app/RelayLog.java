package io.keycanary.app;

import io.keycanary.alert.Delivery;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.RelayListener;
import io.keycanary.token.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the log what the relay meets. */
final class RelayLog implements RelayListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.keycanary.relay");

    @Override
    public void attempted(Outbox.Item before, DeliveryResult result, Delivery after) {
        String channel = after.channel();
        switch (result) {
            case DeliveryResult.Accepted accepted -> LOG.debug("{} accepted alert {}", channel, after.alert());
            case DeliveryResult.Retry retry ->
                LOG.warn("{} failed and is tried again: {}", channel, Printable.line(retry.reason()));
            case DeliveryResult.Refused refused ->
                LOG.error("{} refused an alert: {}", channel, Printable.line(refused.reason()));
        }
    }

    @Override
    public void troubled(String channel, RuntimeException cause) {
        LOG.warn("the relay of {} is troubled: {}", channel, Printable.line(String.valueOf(cause.getMessage())));
    }
}
