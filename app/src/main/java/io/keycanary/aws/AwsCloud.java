package io.keycanary.aws;

import io.keycanary.channel.ChannelSettings;
import io.keycanary.channel.Cloud;
import io.keycanary.channel.FindingImporter;
import io.keycanary.channel.ObjectWriter;
import io.keycanary.channel.OcsfBucket;
import io.keycanary.channel.SecurityHub;
import io.keycanary.channel.TopicPublisher;

/** AWS by its SDK, which is loaded with the first channel that is asked for. */
public final class AwsCloud implements Cloud {
    @Override
    public TopicPublisher topic(ChannelSettings.Sns settings) {
        return SnsPublisher.open(settings);
    }

    @Override
    public ObjectWriter bucket(OcsfBucket settings) {
        return BucketWriter.open(settings);
    }

    @Override
    public FindingImporter findings(SecurityHub settings) {
        return SecurityHubImporter.open(settings);
    }
}
