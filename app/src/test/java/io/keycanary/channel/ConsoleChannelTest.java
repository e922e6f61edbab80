package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleChannelTest extends AlertChannelContract {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final ConsoleChannel channel = new ConsoleChannel(new ChannelSettings.Console("here", false), out);

    @Override
    AlertChannel channel() {
        return channel;
    }

    @Override
    List<String> shown() {
        return List.of(bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void counts_console_provesNothing() {
        assertThat(channel.counts()).isFalse();
    }

    @Test
    void send_ordinaryAlert_printsWhatLeakedFirst() {
        channel.send(SampleAlerts.plain());

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                [HIGH] Leaked: repository acme/web config/deploy.env (token ci-deploy)
                  Tried:          recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation
                  From:           203.0.113.9 in eu-west-1, claims to be aws-cli
                  Since:          2026-11-23 20:00:00 UTC
                  Do now:         Rotate the real secrets beside it.
                  Look:           https://canary.example.org/incidents/0198c5b1-0000-7000-8000-000000000003
                                  new: region eu-west-1
                """);
    }

    @Test
    void send_withColours_coloursTheHeadlineOnly() {
        new ConsoleChannel(new ChannelSettings.Console("here", true), out).send(SampleAlerts.plain());

        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed).startsWith("\u001b[31m[HIGH]").contains("ci-deploy)\u001b[0m\n");
        assertThat(printed.chars().filter(c -> c == 0x1b).count()).isEqualTo(2);
    }

    @Test
    void send_closedOutput_isRetried() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        DeliveryResult result = new ConsoleChannel(
                        new ChannelSettings.Console("here", false),
                        new PrintStream(closed, true, StandardCharsets.UTF_8))
                .send(SampleAlerts.plain());

        assertThat(result).isInstanceOf(DeliveryResult.Retry.class);
    }
}
