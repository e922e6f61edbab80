package io.keycanary.channel;

import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens an issue in Jira for each incident.
 *
 * @param site address of the Jira
 * @param user e-mail of the account whose API token it is; null for a personal access token of Data Center
 * @param project key of the project
 * @param issueType name of the type that issues get
 */
public record JiraProject(
        String name,
        URI site,
        Edition edition,
        @Nullable String user,
        Secret token,
        String project,
        String issueType,
        ChannelSettings.Times times)
        implements ChannelSettings {
    private static final Pattern PROJECT = Pattern.compile("[A-Z][A-Z0-9_]{1,30}");

    /** Which Jira it is: their interfaces differ. */
    public enum Edition {
        /** Jira Cloud, REST API version 3. */
        CLOUD,
        /** Jira Data Center, REST API version 2. */
        DATA_CENTER
    }

    /** Checks what can be checked without Jira. */
    public JiraProject {
        ChannelChecks.name(name);
        if (!SecretUrl.safe(site)) {
            throw ChannelChecks.bad(name, "site must be an https address with a host: a secret travels there");
        }
        if (!PROJECT.matcher(project).matches()) {
            throw ChannelChecks.bad(
                    name,
                    "project must be the key of a project such as SEC, not '" + Printable.line(project, 60) + "'");
        }
        if (user == null && edition == Edition.CLOUD) {
            throw ChannelChecks.bad(name, "user must be the e-mail of the account whose API token it is");
        }
    }
}
