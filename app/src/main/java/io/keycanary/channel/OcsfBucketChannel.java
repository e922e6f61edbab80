package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes each finding as an object of its own. Its name comes from the alert alone, so a repeat overwrites itself. */
final class OcsfBucketChannel implements AlertChannel {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/").withZone(ZoneOffset.UTC);

    private final OcsfBucket settings;
    private final ObjectWriter bucket;
    private final Ocsf ocsf;

    OcsfBucketChannel(OcsfBucket settings, ObjectWriter bucket, Ocsf ocsf) {
        this.settings = settings;
        this.bucket = bucket;
        this.ocsf = ocsf;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        String key = settings.prefix() + DAY.format(alert.createdAt()) + alert.id() + ".json";
        return bucket.write(key, ocsf.render(alert));
    }

    @Override
    public void close() {
        bucket.close();
    }
}
