package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a mail with each answer that a server may give, and with none. */
@Timeout(60)
class SmtpAnswersTest {
    @Test
    void send_takenAfterData_isAcceptedWithTheAnswer() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null)) {
            assertThat(send(server)).isEqualTo(new DeliveryResult.Accepted("250 2.0.0 queued as 4711"));
        }
    }

    @Test
    void send_connectionLostAtTheFarewell_isStillAccepted() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying("QUIT", ScriptedSmtpServer.DROP)) {
            assertThat(send(server)).isInstanceOf(DeliveryResult.Accepted.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 421 too busy",
        "'', 554 not today",
        "EHLO, 421 closing",
        "MAIL, 452 no room",
        "RCPT, 450 mailbox busy",
        "DATA, 451 local error",
        "., 452 no room",
        "'', drop",
        "MAIL, drop",
        "., drop"
    })
    void send_passingTrouble_isRetried(String command, String answer) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying(command, answer)) {
            assertThat(send(server))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).isNotBlank().hasSizeLessThanOrEqualTo(300));
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 who are you", "RCPT, 550 no such user", "DATA, 554 no mail here", "., 554 looks like spam"})
    void send_lastingTrouble_isRefusedWithTheAnswer(String command, String answer) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying(command, answer)) {
            assertThat(send(server))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Refused.class,
                            refused -> assertThat(refused.reason()).contains(answer));
        }
    }

    @Test
    void send_oneOfTwoRecipientsRefused_isAcceptedAndSaysSo() throws Exception {
        try (ScriptedSmtpServer server =
                new ScriptedSmtpServer(null).saying("RCPT TO:<GONE", "550 gone left the company")) {
            assertThat(send(server))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Accepted.class,
                            accepted -> assertThat(accepted.receipt())
                                    .startsWith("taken for some recipients only")
                                    .contains("gone left the company"));
        }
    }

    @Test
    void send_oneRecipientBusyAndOneGone_isRetried() throws Exception {
        try (ScriptedSmtpServer server =
                new ScriptedSmtpServer(null).saying("RCPT TO:<GONE", "550 gone").saying("RCPT TO:<SOC", "450 busy")) {
            assertThat(send(server)).isInstanceOf(DeliveryResult.Retry.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"535 5.7.8 bad credentials, Refused", "454 4.7.0 try later, Retry"})
    void send_loginNotTaken_isRefusedUnlessItMayPass(String answer, String kind) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null)
                .saying("EHLO", "250-scripted\r\n250 AUTH PLAIN")
                .saying("AUTH", answer)) {
            DeliveryResult result = new SmtpChannel(settings(
                            server, ChannelSettings.Security.NONE, new ChannelSettings.Login("u", Secret.of("p4ss"))))
                    .send(SampleAlerts.plain());

            assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(result.toString()).contains(answer).doesNotContain("p4ss");
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "EHLO", "RCPT", "."})
    void send_silentServer_isRetriedAfterTheBound(String command) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying(command, ScriptedSmtpServer.HANG)) {
            ChannelSettings.Smtp impatient =
                    settings(server, ChannelSettings.Security.NONE, null, Duration.ofMillis(500));

            assertThat(new SmtpChannel(impatient).send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
        }
    }

    @Test
    void send_longerThanAWholeMailMayTake_isRetried() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying("MAIL", ScriptedSmtpServer.HANG)) {
            ChannelSettings.Smtp patient =
                    settings(server, ChannelSettings.Security.NONE, null, Duration.ofSeconds(20));
            SmtpChannel channel = new SmtpChannel(patient, Duration.ofSeconds(1), new SmtpConversation(patient));

            assertThat(channel.send(SampleAlerts.plain()))
                    .isEqualTo(new DeliveryResult.Retry("the mail was not taken within 1 s", null));
        }
    }

    @Test
    void send_interruptedWhileTheServerHangs_endsAtOnceAndHangsUp() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying("MAIL", ScriptedSmtpServer.HANG)) {
            ChannelSettings.Smtp patient =
                    settings(server, ChannelSettings.Security.NONE, null, Duration.ofSeconds(20));
            AtomicReference<String> outcome = new AtomicReference<>("");
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    outcome.set(
                            new SmtpChannel(patient).send(SampleAlerts.plain()).toString());
                } catch (InterruptedException e) {
                    outcome.set("interrupted");
                }
            });
            assertThat(server.hanging.await(10, TimeUnit.SECONDS)).isTrue();
            sender.interrupt();

            assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
            assertThat(outcome.get()).isEqualTo("interrupted");
        }
    }

    @Test
    void send_starttls_neverTalksInTheClear() throws Exception {
        SSLContext tls = LocalTls.context();
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(tls)) {
            ChannelSettings.Smtp settings = settings(server, ChannelSettings.Security.STARTTLS, null);
            SmtpConversation trusting = new SmtpConversation(settings, tls.getSocketFactory());

            assertThat(new SmtpChannel(settings, ChannelSettings.Smtp.TOTAL, trusting).send(SampleAlerts.plain()))
                    .isInstanceOf(DeliveryResult.Accepted.class);
            assertThat(server.heard().subList(0, 3)).element(1).isEqualTo("STARTTLS");
        }
    }

    @Test
    void send_starttlsWithACertificateOfAStranger_isRetriedAndNothingIsSent() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(LocalTls.context())) {
            DeliveryResult result = new SmtpChannel(settings(server, ChannelSettings.Security.STARTTLS, null))
                    .send(SampleAlerts.plain());

            assertThat(result).isInstanceOf(DeliveryResult.Retry.class);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void send_starttlsNotOffered_isRetriedAndNothingIsSent() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null)) {
            DeliveryResult result = new SmtpChannel(settings(server, ChannelSettings.Security.STARTTLS, null))
                    .send(SampleAlerts.plain());

            assertThat(result)
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).contains("STARTTLS"));
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void send_plainServerWhereTlsIsExpected_isRetried() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null)) {
            assertThat(new SmtpChannel(settings(server, ChannelSettings.Security.TLS, null)).send(SampleAlerts.plain()))
                    .isInstanceOf(DeliveryResult.Retry.class);
        }
    }

    @Test
    void send_hostileServerAnswer_isMadeHarmless() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(null).saying(".", "250 \u001b[2Jok")) {
            assertThat(send(server)).isEqualTo(new DeliveryResult.Accepted("250 \\u{1b}[2Jok"));
        }
    }

    private static DeliveryResult send(ScriptedSmtpServer server) throws InterruptedException, IOException {
        return new SmtpChannel(settings(server, ChannelSettings.Security.NONE, null)).send(SampleAlerts.plain());
    }

    private static ChannelSettings.Smtp settings(
            ScriptedSmtpServer server, ChannelSettings.Security security, ChannelSettings.@Nullable Login login) {
        return settings(server, security, login, Duration.ofSeconds(15));
    }

    private static ChannelSettings.Smtp settings(
            ScriptedSmtpServer server,
            ChannelSettings.Security security,
            ChannelSettings.@Nullable Login login,
            Duration timeout) {
        return new ChannelSettings.Smtp(
                "mail",
                "localhost",
                server.port(),
                security,
                login,
                "canary@example.com",
                List.of("soc@example.org", "gone@example.org"),
                timeout);
    }
}
