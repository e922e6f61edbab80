package io.keycanary.channel;

/** How AWS is reached. Asked only for channels that are set: whoever has none never loads its SDK. */
public interface Cloud {
    /** A topic; nothing is connected yet. */
    TopicPublisher topic(ChannelSettings.Sns settings);

    /** A bucket; nothing is connected yet. */
    ObjectWriter bucket(OcsfBucket settings);

    /** A Security Hub; nothing is connected yet. */
    FindingImporter findings(SecurityHub settings);
}
