package io.keycanary.channel;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Function;

/** What channels need, where a test has no AWS, or one part of it. */
class NoCloud implements Cloud {
    static final String VERSION = "1.2.3";

    @Override
    public TopicPublisher topic(ChannelSettings.Sns settings) {
        throw new IllegalStateException("no topic here");
    }

    @Override
    public ObjectWriter bucket(OcsfBucket settings) {
        throw new IllegalStateException("no bucket here");
    }

    @Override
    public FindingImporter findings(SecurityHub settings) {
        throw new IllegalStateException("no Security Hub here");
    }

    static Channels.World world(InstantSource clock) {
        return world(System.out, clock);
    }

    static Channels.World world(PrintStream console, InstantSource clock) {
        return new Channels.World(console, new NoCloud(), VERSION, clock);
    }

    static Channels.World topics(Function<ChannelSettings.Sns, TopicPublisher> topics) {
        return world(new NoCloud() {
            @Override
            public TopicPublisher topic(ChannelSettings.Sns settings) {
                return topics.apply(settings);
            }
        });
    }

    static Channels.World buckets(Function<OcsfBucket, ObjectWriter> buckets) {
        return world(new NoCloud() {
            @Override
            public ObjectWriter bucket(OcsfBucket settings) {
                return buckets.apply(settings);
            }
        });
    }

    static Channels.World findings(Function<SecurityHub, FindingImporter> hubs) {
        return world(new NoCloud() {
            @Override
            public FindingImporter findings(SecurityHub settings) {
                return hubs.apply(settings);
            }
        });
    }

    private static Channels.World world(Cloud cloud) {
        return new Channels.World(System.out, cloud, VERSION, InstantSource.system());
    }
}
