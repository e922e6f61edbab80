package io.keycanary.aws;

import io.keycanary.cli.LiveExperiments.Question;
import java.util.List;

/** The open questions in the order of docs/live-checklist.md. */
final class LiveQuestions {
    private static final String BY_HAND = "A person has to do it; docs/live-checklist.md says how.";

    static final Question DENIED_SESSION = new Question(
            1,
            "Does an explicit Deny stop sts:GetSessionToken?",
            "Makes a user with a key and an inline policy that denies everything, calls GetSessionToken with the key,"
                    + " deletes the user (iam:CreateUser, CreateAccessKey, PutUserPolicy, DeleteUserPolicy,"
                    + " DeleteAccessKey, DeleteUser).");
    static final Question LAST_USED = new Question(
            5,
            "How late is GetAccessKeyLastUsed for a call that CloudTrail does not log?",
            "Makes a user with a key, calls sqs:ListQueues with it, asks iam:GetAccessKeyLastUsed every few seconds,"
                    + " deletes the user.");
    static final Question SESSION_USE = new Question(
            8,
            "Does the use of a session key show in GetAccessKeyLastUsed of its parent?",
            "Makes a user with a key, calls GetSessionToken, waits 16 minutes, because IAM shows the first use of 15,"
                    + " calls sqs:ListQueues with the session, asks iam:GetAccessKeyLastUsed, deletes the user.");
    static final Question QUARANTINE = new Question(
            10,
            "What is in AWSCompromisedKeyQuarantineV4, and does it deny everything?",
            "Reads that policy of AWS (iam:GetPolicy, GetPolicyVersion). Changes nothing.");

    static final List<Question> ALL = List.of(
            DENIED_SESSION,
            new Question(2, "Who is the userIdentity of AWS's own AttachUserPolicy of a quarantine?", BY_HAND),
            new Question(3, "Does a service control policy on AttachUserPolicy stop AWS's quarantine?", BY_HAND),
            new Question(4, "What is the ConsoleLogin record of a user without a password?", BY_HAND),
            LAST_USED,
            new Question(6, "Are refused S3 GetObject calls on foreign buckets delivered to our account?", BY_HAND),
            new Question(7, "How late is EventBridge for events that only read?", BY_HAND),
            SESSION_USE,
            new Question(9, "Can one sign in to the console with GetSessionToken credentials?", BY_HAND),
            QUARANTINE);

    private LiveQuestions() {}
}
