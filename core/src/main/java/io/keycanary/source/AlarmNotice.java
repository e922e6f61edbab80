package io.keycanary.source;

import java.time.Instant;

/**
 * The alarm of a pipeline rang, and no record of the use that it rang for was found so far. It says that somebody used some
 * decoy of the account, and neither who nor which.
 *
 * @param pipeline name of the pipeline
 * @param alarmArn text of the other side
 * @param rangAt when the alarm changed its state
 * @param receivedAt when we got the notice
 */
public record AlarmNotice(String accountId, String pipeline, String alarmArn, Instant rangAt, Instant receivedAt) {}
