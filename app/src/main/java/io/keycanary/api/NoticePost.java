package io.keycanary.api;

/** Takes what Amazon SNS posts, once it is proven to be that. */
@FunctionalInterface
public interface NoticePost {
    /** For an installation without AWS accounts. */
    NoticePost NONE = body -> new Taken(403, "no notice is awaited here");

    /** Returns when it is stored, or refused. */
    Taken take(byte[] body) throws InterruptedException;

    /**
     * What the sender is told.
     *
     * @param status of HTTP; SNS repeats what is answered by 5xx
     * @param why it was refused; empty when it was not
     */
    record Taken(int status, String why) {}
}
