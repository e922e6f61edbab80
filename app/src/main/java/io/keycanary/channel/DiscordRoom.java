package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Discord webhook. Nobody is ever mentioned. It says 204. */
final class DiscordRoom implements HttpService {
    /** Discord's bound for the description of an embed; headline and description stay far below its 6,000 in all. */
    private static final int DESCRIPTION_CHARS = 4_096;

    private final Secret url;

    DiscordRoom(Secret url) {
        this.url = url;
    }

    @Override
    public HttpCall call(Alert alert, @Nullable String firstReceipt) {
        String description = Fit.first(alert, DiscordRoom::description, text -> text.length() <= DESCRIPTION_CHARS);
        Summary summary = Summary.of(alert);
        byte[] body = JsonBody.bytes(JsonBody.object(
                "content",
                ChatText.headline(summary),
                "allowed_mentions",
                Map.of("parse", List.of()),
                "embeds",
                List.of(JsonBody.object("description", description, "color", colour(alert)))));
        return new HttpCall(SecretUrl.read(url), Map.of(), body);
    }

    private static String description(Summary summary) {
        List<String> lines = new ArrayList<>();
        summary.rest().forEach(line -> lines.add("**" + line.label() + ":** " + ChatText.value(line.value())));
        summary.details().forEach(detail -> lines.add("• " + ChatText.code(detail)));
        return String.join("\n", lines);
    }

    private static int colour(Alert alert) {
        return switch (alert.severity()) {
            case LOW -> 0x3498DB;
            case MEDIUM -> 0xF1C40F;
            case HIGH -> 0xE67E22;
            case CRITICAL -> 0xE74C3C;
        };
    }

    @Override
    public DeliveryResult taken(int status, String body) {
        return status == 204 ? new DeliveryResult.Accepted("HTTP 204") : HttpService.garbage("Discord", status, body);
    }
}
