package io.keycanary.app;

import io.keycanary.audit.Area;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.cli.CommandFailure;
import io.keycanary.enrich.EnrichSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Settings} of the settings file and the environment. The environment wins: {@code server.port} is
 * {@code KEYCANARY_SERVER_PORT} there. Unknown names are refused in both.
 */
final class SettingsReader {
    private static final String PREFIX = "KEYCANARY_";

    /** Variables that are no settings: home folder, launcher, log. */
    private static final Set<String> OTHER_VARIABLES = Set.of("KEYCANARY_HOME", "KEYCANARY_JAVA_HOME", "KEYCANARY_LOG");

    static final Set<String> SCALARS = Set.of(
            "db",
            "account",
            "issue.owner",
            "issue.purpose",
            "issue.playbook",
            "issue.naming",
            "server.host",
            "server.port",
            "server.link",
            "endpoint.host",
            "endpoint.port",
            "endpoint.url",
            "endpoint.certificate",
            "endpoint.key",
            "enrich.country",
            "enrich.network",
            "enrich.aws",
            "enrich.tor",
            "enrich.names",
            "respond.webhook.url",
            "respond.webhook.secret",
            "respond.webhook.secret-file",
            "respond.webhook.secret-env",
            "reports.weekly",
            "reports.monthly",
            "reports.zone",
            "reports.prices",
            "drills.every",
            "audit.every",
            "audit.leave-out",
            "policy.owner",
            "policy.review");
    static final Set<String> LISTS = Set.of(
            "watch",
            "respond.block",
            "respond.automatic",
            "channels",
            "escalation",
            "reports.weekly",
            "reports.monthly",
            "audit.leave-out",
            "policy.contacts",
            "policy.planters");

    private final Path home;
    private final Map<String, String> environment;
    private final Map<String, Setting> scalars;

    private SettingsReader(Path home, Map<String, String> environment, Map<String, Setting> scalars) {
        this.home = home;
        this.environment = environment;
        this.scalars = scalars;
    }

    static Settings read(Home home, Map<String, String> environment) {
        SettingsFile set = SettingsFile.read(home.settings());
        set.allowOnly(SCALARS, LISTS);
        Map<String, Setting> scalars = new HashMap<>(set.scalars());
        scalars.putAll(fromEnvironment(environment));
        return new SettingsReader(home.folder(), environment, scalars).settings(set);
    }

    private static Map<String, Setting> fromEnvironment(Map<String, String> environment) {
        Map<String, Setting> found = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !OTHER_VARIABLES.contains(variable)) {
                String name = variable.substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                if (!SCALARS.contains(name)) {
                    throw CommandFailure.badInput(
                            "the environment sets " + variable + ", which means nothing; there are " + variables());
                }
                found.put(name, new Setting(name, value, "environment variable " + variable));
            }
        });
        return found;
    }

    private static Set<String> variables() {
        Set<String> all = new TreeSet<>(OTHER_VARIABLES);
        SCALARS.stream()
                .filter(name -> !name.contains("-"))
                .forEach(name -> all.add(PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_')));
        return all;
    }

    private Settings settings(SettingsFile set) {
        Settings defaults = Settings.DEFAULT;
        return new Settings(
                given("db", Setting::text, defaults.db()),
                orNull("account", Setting::account),
                new Settings.Server(
                        given("server.host", Setting::text, defaults.server().host()),
                        given("server.port", Setting::port, defaults.server().port()),
                        orNull("server.link", Setting::url)),
                endpoint(defaults.endpoint()),
                set.texts("watch").stream().map(Setting::path).toList(),
                issue(defaults.issue()),
                enrich(),
                new RespondReader(home, environment, scalars).read(set),
                channels(set),
                EscalationReader.read(set.sections("escalation"), channels(set)),
                new Settings.Reports(
                        ReportsReader.channels(
                                scalars.get("reports.weekly"), set.texts("reports.weekly"), channels(set)),
                        ReportsReader.channels(
                                scalars.get("reports.monthly"), set.texts("reports.monthly"), channels(set)),
                        given(
                                "reports.zone",
                                ReportsReader::zone,
                                defaults.reports().zone()),
                        orNull("reports.prices", this::file)),
                orNull("drills.every", Setting::duration),
                new Settings.Audit(
                        given("audit.every", Setting::duration, defaults.audit().every()), leftOut(set)),
                policy(set, defaults.policy()));
    }

    private Set<Area> leftOut(SettingsFile set) {
        Setting one = scalars.get("audit.leave-out");
        List<Setting> named = one == null ? set.texts("audit.leave-out") : List.of(one);
        return named.stream().map(Setting::area).collect(Collectors.toSet());
    }

    private Settings.Policy policy(SettingsFile set, Settings.Policy defaults) {
        return new Settings.Policy(
                given("policy.owner", Setting::text, defaults.owner()),
                set.texts("policy.contacts").stream().map(Setting::text).toList(),
                set.texts("policy.planters").stream().map(Setting::text).toList(),
                given("policy.review", Setting::duration, defaults.review()));
    }

    private Settings.Issue issue(Settings.Issue defaults) {
        return new Settings.Issue(
                given("issue.owner", Setting::text, defaults.owner()),
                given("issue.purpose", Setting::text, defaults.purpose()),
                given("issue.playbook", Setting::text, defaults.playbook()),
                orNull("issue.naming", Setting::namePattern));
    }

    private EnrichSettings enrich() {
        return new EnrichSettings(
                orNull("enrich.country", this::file),
                orNull("enrich.network", this::file),
                orNull("enrich.aws", this::file),
                orNull("enrich.tor", this::file),
                given("enrich.names", Setting::truth, false));
    }

    /** Relative to the home folder: {@code serve} and a person's shell rarely stand in the same one. */
    private Path file(Setting setting) {
        return home.resolve(setting.path());
    }

    private Settings.Endpoint endpoint(Settings.Endpoint defaults) {
        Setting certificate = scalars.get("endpoint.certificate");
        Setting key = scalars.get("endpoint.key");
        if (certificate != null && key == null) {
            throw certificate.wrong("set together with endpoint.key");
        }
        if (key != null && certificate == null) {
            throw key.wrong("set together with endpoint.certificate");
        }
        return new Settings.Endpoint(
                given("endpoint.host", Setting::text, defaults.host()),
                given("endpoint.port", Setting::port, defaults.port()),
                orNull("endpoint.url", Setting::url),
                orNull("endpoint.certificate", Setting::path),
                orNull("endpoint.key", Setting::path));
    }

    private List<Settings.Channel> channels(SettingsFile set) {
        List<SettingsFile> sections = set.sections("channels");
        List<Settings.Channel> channels = sections.stream()
                .map(section -> ChannelReader.read(home, environment, section))
                .toList();
        for (int i = 0; i < channels.size(); i++) {
            if (leavesOthersToTheConsole(channels, i)) {
                throw CommandFailure.badInput(sections.get(i).place()
                        + ": \"at-least\", \"tokens\", \"tags\", \"accounts\" and \"hours\" limit every channel but the console, which nobody may be"
                        + " looking at; leave one other channel without them");
            }
        }
        return channels.isEmpty() ? Settings.DEFAULT.channels() : channels;
    }

    /** Without a console what no channel wants goes to all of them; with one, the console alone would want it. */
    private static boolean leavesOthersToTheConsole(List<Settings.Channel> channels, int at) {
        List<Settings.Channel> real = channels.stream()
                .filter(channel -> !(channel.settings() instanceof ChannelSettings.Console))
                .toList();
        return real.size() < channels.size()
                && real.contains(channels.get(at))
                && real.stream().allMatch(Settings.Channel::limited);
    }

    private <T> T given(String name, Function<Setting, T> reading, T fallback) {
        Setting setting = scalars.get(name);
        return setting == null ? fallback : reading.apply(setting);
    }

    private <T> @Nullable T orNull(String name, Function<Setting, T> reading) {
        Setting setting = scalars.get(name);
        return setting == null ? null : reading.apply(setting);
    }
}
