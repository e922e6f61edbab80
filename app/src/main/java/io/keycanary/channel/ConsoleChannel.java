package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.incident.Severity;
import java.io.PrintStream;

/** Prints alerts for whoever looks at the program's output. Proves nothing: nobody may be looking. */
public final class ConsoleChannel implements AlertChannel {
    private static final String RESET = "\u001b[0m";

    private final ChannelSettings.Console settings;
    private final PrintStream out;

    /** Prints to the given stream, which stays open. */
    public ConsoleChannel(ChannelSettings.Console settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) {
        out.print(settings.colours() ? coloured(alert) : TextRenderer.render(alert));
        out.flush();
        return out.checkError()
                ? new DeliveryResult.Retry("the console cannot be written to", null)
                : new DeliveryResult.Accepted("printed");
    }

    @Override
    public boolean counts() {
        return false;
    }

    private static String coloured(Alert alert) {
        String block = TextRenderer.render(alert);
        int headline = block.indexOf('\n');
        return colour(alert.severity()) + block.substring(0, headline) + RESET + block.substring(headline);
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case LOW -> "\u001b[36m";
            case MEDIUM -> "\u001b[33m";
            case HIGH -> "\u001b[31m";
            case CRITICAL -> "\u001b[1;31m";
        };
    }
}
