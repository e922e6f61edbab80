package io.keycanary.app;

import io.keycanary.alert.Wording;
import io.keycanary.aws.AwsCaller;
import io.keycanary.cli.Screen;
import io.keycanary.cli.Screen.Tone;
import io.keycanary.desk.CaseFile;
import io.keycanary.figures.Figures;
import io.keycanary.incident.Sighting;
import io.keycanary.token.CanaryToken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Tells the demo, in one screen. */
final class DemoStory {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int MAX_CHARS = 96;

    private final Screen screen;

    DemoStory(Screen screen) {
        this.screen = screen;
    }

    void issued(CanaryToken token) {
        heading("1. A canary token is issued");
        line("user  " + token.identity().userArn());
        line("key   " + token.keys().getLast().id() + ", no password, no permission");
    }

    void planted(Path folder, String profile) {
        heading("2. It is planted");
        line("profile [" + profile + "] in " + folder.resolve("credentials"));
    }

    void intruderComes() {
        heading("3. An intruder finds it, and tries it with the AWS SDK");
    }

    void did(AwsCaller.Answer answer) {
        String mark = answer.succeeded() ? screen.toned(Tone.GOOD, "answered") : screen.toned(Tone.CAUTION, "refused ");
        line("%-22s %s %s".formatted(answer.call(), mark, shortened(answer.outcome())));
    }

    void didByCommandLine(String output) {
        line("%-22s %s".formatted("by the aws command", shortened(output)));
    }

    void incident(CaseFile file) {
        heading("4. Every call is seen, and grouped into one incident");
        line("incident " + io.keycanary.token.Uuid7.shortForm(file.incident().id()) + "  "
                + screen.toned(Tone.ALARM, file.incident().severity().toString()) + "  "
                + file.incident().state());
        line("leaked   " + shortened(Wording.leaked(file.token(), file.places())));
        for (Sighting sighting : file.sightings()) {
            line("%s %-8s  %s"
                    .formatted(
                            TIME.format(sighting.happenedAt()),
                            Screen.safe(keyKind(sighting)),
                            shortened(Wording.tried(sighting))));
        }
    }

    private static String keyKind(Sighting sighting) {
        String key = sighting.facts().accessKeyId();
        return key != null && key.startsWith("ASIA") ? "session" : "key";
    }

    void alerts(List<WebhookReceiver.Received> received, Instant began) {
        heading("5. The alerts, as a webhook received them");
        for (WebhookReceiver.Received alert : received) {
            line("after %5d ms  signature %s  %d bytes"
                    .formatted(
                            Duration.between(began, alert.at()).toMillis(),
                            alert.genuine() ? screen.toned(Tone.GOOD, "right") : screen.toned(Tone.ALARM, "WRONG"),
                            alert.body().length()));
        }
        if (!received.isEmpty()) {
            line(screen.toned(Tone.FAINT, shortened(received.getFirst().body(), 3 * MAX_CHARS)));
        }
    }

    void figures(Figures figures) {
        heading("6. The figures");
        line("time to detect   " + figures.detect().median().toMillis() + " ms (event times have 1 s resolution)");
        line("time to alert    " + figures.alert().median().toMillis()
                + " ms from the first sighting to an accepted alert");
    }

    void nothingSeen() {
        heading("4. Nothing was seen");
        line("That is a bug of ours: please report it with the output of `keycanary doctor`.");
    }

    /** What a person can do next; with {@code keep}, against the server that still runs. */
    void goOn(boolean keep, Path home, Server server, Path folder) {
        heading("Go on by hand");
        if (!keep) {
            line("./keycanary demo --keep    leaves all this running for you to play with");
            line("./keycanary serve          the same for real; ./keycanary --help shows the rest");
            return;
        }
        line("AWS_CONFIG_FILE=" + folder.resolve("config") + " AWS_SHARED_CREDENTIALS_FILE="
                + folder.resolve("credentials") + " aws --profile reporting-prod s3 ls");
        line("KEYCANARY_HOME=" + home + " ./keycanary incident list");
        line("the API is at " + server.apiAddress() + "/api/v1; Ctrl-C ends it");
        screen.out().flush();
    }

    private void heading(String text) {
        screen.line("");
        screen.line(screen.toned(Tone.STRONG, text));
    }

    private void line(String text) {
        screen.line("   " + text);
    }

    private static String shortened(String hostile) {
        return shortened(hostile, MAX_CHARS);
    }

    private static String shortened(String hostile, int chars) {
        return io.keycanary.token.Printable.line(hostile, chars);
    }
}
