package io.keycanary.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** The question who called from some addresses, or who read secrets, for systems that hold CloudTrail's records already. */
public final class SourceQueries {
    private SourceQueries() {}

    /**
     * For CloudWatch Logs Insights: each identity that called from these addresses.
     *
     * @param addresses IP literals: they are written as they are
     */
    public static String insights(List<String> addresses) {
        return "filter sourceIPAddress in [" + quoted(addresses, "\"") + "]\n"
                + "| stats count(*) as calls, min(@timestamp) as first, max(@timestamp) as last"
                + " by userIdentity.arn, sourceIPAddress\n| sort calls desc\n";
    }

    /**
     * For Athena, on a table as the CloudTrail user guide makes it.
     *
     * @param addresses IP literals: they are written as they are
     */
    public static String athena(List<String> addresses) {
        return "SELECT useridentity.arn, sourceipaddress, count(*) AS calls, min(eventtime) AS first, max(eventtime) AS"
                + " last\nFROM cloudtrail_logs\nWHERE sourceipaddress IN (" + quoted(addresses, "'")
                + ")\nGROUP BY 1, 2\nORDER BY calls DESC;\n";
    }

    /** For CloudWatch Logs Insights: each identity that read secrets or parameters. */
    public static String secretReaders() {
        return "filter eventName in [\"GetSecretValue\", \"BatchGetSecretValue\", \"GetParameter\", \"GetParameters\","
                + " \"GetParametersByPath\"]\n| stats count(*) as reads, max(@timestamp) as last by userIdentity.arn,"
                + " requestParameters.secretId, requestParameters.name\n| sort last desc\n";
    }

    private static String quoted(List<String> addresses, String quote) {
        return addresses.stream().map(address -> quote + address + quote).collect(Collectors.joining(", "));
    }
}
