package io.keycanary.app;

import io.keycanary.channel.SecretUrl;
import io.keycanary.cli.CommandFailure;
import io.keycanary.hook.WebhookHookSettings;
import io.keycanary.respond.ActionKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how response actions are done: {@code respond}. */
final class RespondReader {
    private static final String WEBHOOK = "respond.webhook.";

    private final Path home;
    private final Map<String, String> environment;
    private final Map<String, Setting> webhook = new HashMap<>();

    /** @param scalars all settings that are no lists */
    RespondReader(Path home, Map<String, String> environment, Map<String, Setting> scalars) {
        this.home = home;
        this.environment = environment;
        scalars.forEach((name, setting) -> {
            if (name.startsWith(WEBHOOK)) {
                webhook.put(name.substring(WEBHOOK.length()), setting);
            }
        });
    }

    Settings.Respond read(SettingsFile set) {
        List<String> command =
                set.texts("respond.block").stream().map(Setting::text).toList();
        WebhookHookSettings service = service();
        if (service != null && !command.isEmpty()) {
            throw CommandFailure.badInput(
                    "settings have both respond.block and respond.webhook: leave one, or nobody knows which of them blocks");
        }
        return new Settings.Respond(
                command,
                service,
                set.texts("respond.automatic").stream()
                        .map(RespondReader::automatic)
                        .collect(Collectors.toSet()));
    }

    private @Nullable WebhookHookSettings service() {
        if (webhook.isEmpty()) {
            return null;
        }
        Setting url = webhook.get("url");
        if (url == null) {
            throw webhook.values().iterator().next().wrong("set together with respond.webhook.url");
        }
        if (!SecretUrl.safe(url.url())) {
            throw url.wrong("an https address, or one of this machine");
        }
        try {
            return new WebhookHookSettings(
                    url.url(),
                    new SecretSetting(home, environment, url.place() + ": respond.webhook", webhook).read("secret"));
        } catch (IllegalArgumentException e) {
            throw url.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static ActionKind automatic(Setting setting) {
        List<ActionKind> kinds = Stream.of(ActionKind.values())
                .filter(ActionKind::canBeAutomatic)
                .toList();
        return kinds.stream()
                .filter(kind -> kind.word().equals(setting.text()))
                .findFirst()
                .orElseThrow(() -> setting.wrong(
                        "one of " + kinds.stream().map(ActionKind::word).collect(Collectors.joining(", "))));
    }
}
