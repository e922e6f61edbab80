package io.keycanary.pipeline;

import io.keycanary.token.CanaryToken;
import java.util.List;

/** A pipeline, or the question that it asks, in the words of other programs. */
public final class Export {
    private Export() {}

    /** The languages of queries. */
    public enum Query {
        /** Sigma, YAML. */
        SIGMA,
        /** CloudWatch Logs Insights. */
        INSIGHTS,
        /** Athena SQL. */
        ATHENA,
        /** Splunk SPL. */
        SPLUNK
    }

    /**
     * Who used one of these tokens?
     *
     * @param arnPrefixes of users on paths in which there are decoys only
     * @param table of Athena
     */
    public static String query(Query language, List<CanaryToken> tokens, List<String> arnPrefixes, String table) {
        if (!table.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+){0,2}")) {
            throw new IllegalArgumentException(
                    "a table is named as cloudtrail_logs or database.table, unlike \"" + table + "\"");
        }
        if (tokens.isEmpty() && arnPrefixes.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to look for: issue or import a token first");
        }
        Queries queries = new Queries(Identifiers.of(tokens, arnPrefixes));
        return switch (language) {
            case SIGMA -> queries.sigma();
            case INSIGHTS -> queries.insights();
            case ATHENA -> queries.athena(table);
            case SPLUNK -> queries.splunk();
        };
    }

    /**
     * A template of CloudFormation for one region: everything in the home region, forwarding rules in another.
     *
     * @param dataPaths paths of decoys whose data events a trail of its own records; none for no such trail
     */
    public static String cloudFormation(Blueprint blueprint, String region, List<String> dataPaths) {
        return CloudFormation.template(blueprint, region, List.copyOf(dataPaths));
    }

    /**
     * One template of CloudFormation for the stack set of an organisation: the same pipeline in each of its accounts.
     *
     * @param paths of the decoys, the same in each account; what each account's tokens are called is not in it
     * @param dataEvents whether a trail of its own records the data events of these decoys
     */
    public static String stackSet(
            Site site, List<String> paths, List<Blueprint.Subscriber> subscribers, boolean dataEvents) {
        return StackSet.template(
                Blueprint.of(site, List.of(), paths, FilterPlan.MAX_FILTERS, subscribers),
                dataEvents ? List.copyOf(paths) : List.of());
    }

    /**
     * Terraform in its JSON syntax, for all regions.
     *
     * @param dataPaths paths of decoys whose data events a trail of its own records; none for no such trail
     */
    public static String terraform(Blueprint blueprint, List<String> dataPaths) {
        return Terraform.configuration(blueprint, List.copyOf(dataPaths));
    }
}
