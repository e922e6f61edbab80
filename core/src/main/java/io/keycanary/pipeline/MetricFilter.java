package io.keycanary.pipeline;

/**
 * One metric filter of the log group: counts the records of decoys.
 *
 * @param name unique in the log group, and stable, so that a later plan finds it again
 */
public record MetricFilter(String name, Identifier by, FilterPattern pattern) {
    /** What a filter tells a decoy by. */
    public enum Identifier {
        /** The ARN begins with a path in which there are decoys only. */
        PATH,
        /** The unique id of the user. */
        PRINCIPAL_ID,
        /** The id of an access key. */
        ACCESS_KEY,
        /** User name and account, at sign-in. */
        SIGN_IN
    }
}
