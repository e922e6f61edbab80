package io.keycanary.api;

import java.util.List;

/** What Amazon SNS posts to a subscriber by HTTPS. It has no bearer token: each message is signed by SNS. */
final class NoticeRoutes {
    private final NoticePost post;

    NoticeRoutes(NoticePost post) {
        this.post = post;
    }

    /** A message of SNS, as far as it is read. */
    record NoticeMessage(
            String Type,
            String MessageId,
            String TopicArn,
            String Message,
            String Timestamp,
            String SignatureVersion,
            String Signature,
            String SigningCertURL) {}

    /** It was taken. */
    record NoticeTaken(String outcome) {}

    List<Route> routes() {
        return List.of(Route.post(
                "/sns",
                Permission.SIGNED,
                "Amazon SNS brings a notice of the alarm of a pipeline, or asks whether it may",
                NoticeMessage.class,
                NoticeTaken.class,
                this::take));
    }

    private Answer take(Call call) {
        try {
            NoticePost.Taken taken = post.take(call.body());
            if (taken.status() != 200) {
                throw new Problem(taken.status(), title(taken.status()), "the message was refused: " + taken.why());
            }
            return Answer.ok(new NoticeTaken("taken"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, title(503), "the server stops; send it again");
        }
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            default -> "Service Unavailable";
        };
    }
}
