package io.keycanary.detect;

/**
 * One part of the alerting pipeline (trail, rule, alarm, topic, queue, log group, bucket, role): a call that acts on it is
 * {@link MatchKind#TAMPER}.
 *
 * @param id the caller's name for it, given back as {@link Match#token()}
 * @param arn its ARN
 */
public record WatchedSensor(String id, String arn) {}
