package io.keycanary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The same question to systems that hold CloudTrail's records already: who used a token? */
final class Queries {
    private static final String ISSUER = "userIdentity.sessionContext.sessionIssuer.";

    private final Identifiers ids;

    Queries(Identifiers ids) {
        this.ids = ids;
    }

    /** A rule of Sigma, for whatever that is converted to. */
    String sigma() {
        StringBuilder rule = new StringBuilder();
        String id = UUID.nameUUIDFromBytes(ids.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        rule.append("title: Use of a decoy IAM user\nid: ").append(id).append("\nstatus: stable\n");
        rule.append(
                "description: Nobody has a reason to use these credentials. Any call, refused or not, is an alert.\n");
        rule.append("logsource:\n  product: aws\n  service: cloudtrail\ndetection:\n");
        selection(rule, "key", "userIdentity.accessKeyId", ids.keyIds());
        selection(rule, "principal", "userIdentity.principalId", ids.principalIds());
        selection(rule, "issuer", ISSUER + "principalId", ids.principalIds());
        selection(rule, "arn", "userIdentity.arn", ids.arns());
        selection(rule, "issuer_arn", ISSUER + "arn", ids.arns());
        selection(rule, "path", "userIdentity.arn|startswith", ids.arnPrefixes());
        selection(rule, "issuer_path", ISSUER + "arn|startswith", ids.arnPrefixes());
        ids.namesByAccount().forEach((account, names) -> {
            rule.append("  selection_signin_").append(account).append(":\n    eventSource: signin.amazonaws.com\n");
            rule.append("    userIdentity.accountId: '").append(account).append("'\n");
            values(rule, "userIdentity.userName", names);
        });
        rule.append("  condition: 1 of selection_*\nlevel: high\ntags:\n  - attack.initial-access\n");
        return rule.append("  - attack.t1078.004\n").toString();
    }

    private static void selection(StringBuilder rule, String name, String field, List<String> values) {
        if (!values.isEmpty()) {
            rule.append("  selection_").append(name).append(":\n");
            values(rule, field, values);
        }
    }

    /** In Sigma an asterisk or question mark is a wildcard, and a backslash takes that away. */
    private static void values(StringBuilder rule, String field, List<String> values) {
        rule.append("    ").append(field).append(":\n");
        for (String value : values) {
            String plain = value.replaceAll("[\\\\*?]", "\\\\$0").replace("'", "''");
            rule.append("      - '").append(plain).append("'\n");
        }
    }

    /** A query of CloudWatch Logs Insights. */
    String insights() {
        Sql sql = new Sql(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"', "[", "]");
        List<String> terms = sql.terms(
                "userIdentity.accessKeyId",
                "userIdentity.principalId",
                ISSUER + "principalId",
                "userIdentity.arn",
                ISSUER + "arn");
        for (String prefix : ids.arnPrefixes()) {
            String like = " like " + sql.quote.apply(prefix);
            terms.add("userIdentity.arn" + like + " or " + ISSUER + "arn" + like);
        }
        ids.namesByAccount()
                .forEach((account, names) -> terms.add("(eventSource = \"signin.amazonaws.com\" and"
                        + " userIdentity.accountId = \"" + account + "\" and tolower(userIdentity.userName) in "
                        + sql.list(lower(names)) + ")"));
        return "fields @timestamp, eventName, eventSource, awsRegion, sourceIPAddress, userAgent, errorCode,"
                + " userIdentity.arn, eventID\n| filter " + String.join("\n  or ", terms)
                + "\n| sort @timestamp desc\n";
    }

    /**
     * A query of Athena, for a table as the CloudTrail user guide makes it.
     *
     * @param table its name, which must be one already
     */
    String athena(String table) {
        Sql sql = new Sql(text -> "'" + text.replace("'", "''") + "'", "(", ")");
        String issuer = ISSUER.toLowerCase(Locale.ROOT);
        List<String> terms = sql.terms(
                "useridentity.accesskeyid",
                "useridentity.principalid",
                issuer + "principalid",
                "useridentity.arn",
                issuer + "arn");
        for (String prefix : ids.arnPrefixes()) {
            String quoted = sql.quote.apply(prefix);
            terms.add("strpos(useridentity.arn, " + quoted + ") = 1 OR strpos(" + issuer + "arn, " + quoted + ") = 1");
        }
        ids.namesByAccount()
                .forEach((account, names) ->
                        terms.add("(eventsource = 'signin.amazonaws.com' AND useridentity.accountid = '" + account
                                + "' AND lower(useridentity.username) IN " + sql.list(lower(names)) + ")"));
        return "SELECT eventtime, eventname, eventsource, awsregion, sourceipaddress, useragent, errorcode,"
                + " useridentity.arn, eventid\nFROM " + table + "\nWHERE " + String.join("\n   OR ", terms)
                + "\nORDER BY eventtime DESC;\n";
    }

    /** A search of Splunk, for the records of the AWS add-on. Splunk compares without regard to case. */
    String splunk() {
        Sql sql = new Sql(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"', "(", ")");
        List<String> terms = sql.terms(
                "userIdentity.accessKeyId",
                "userIdentity.principalId",
                ISSUER + "principalId",
                "userIdentity.arn",
                ISSUER + "arn");
        for (String prefix : ids.arnPrefixes()) {
            String begins = "=" + sql.quote.apply(prefix + "*");
            terms.add("userIdentity.arn" + begins + " OR " + ISSUER + "arn" + begins);
        }
        ids.namesByAccount()
                .forEach((account, names) ->
                        terms.add("(eventSource=\"signin.amazonaws.com\"" + " userIdentity.accountId=\"" + account
                                + "\" userIdentity.userName IN " + sql.list(names) + ")"));
        return "sourcetype=\"aws:cloudtrail\" (" + String.join("\n  OR ", terms)
                + ")\n| table _time, eventName, eventSource,"
                + " awsRegion, sourceIPAddress, userAgent, errorCode, userIdentity.arn, eventID\n";
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Lists in the words of one language. */
    private final class Sql {
        private final UnaryOperator<String> quote;
        private final String open;
        private final String close;

        Sql(UnaryOperator<String> quote, String open, String close) {
            this.quote = quote;
            this.open = open;
            this.close = close;
        }

        String list(List<String> values) {
            return values.stream().map(quote).collect(Collectors.joining(", ", open, close));
        }

        List<String> terms(String key, String principal, String issuer, String arn, String issuerArn) {
            List<String> terms = new ArrayList<>();
            Map<String, List<String>> fields = new java.util.LinkedHashMap<>();
            fields.put(key, ids.keyIds());
            fields.put(principal, ids.principalIds());
            fields.put(issuer, ids.principalIds());
            fields.put(arn, ids.arns());
            fields.put(issuerArn, ids.arns());
            fields.forEach((field, values) -> {
                if (!values.isEmpty()) {
                    terms.add(field + (open.equals("[") ? " in " : " IN ") + list(values));
                }
            });
            return terms;
        }
    }
}
