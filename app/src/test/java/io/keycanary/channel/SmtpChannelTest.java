package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Secret;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against GreenMail, a real mail server in memory. */
class SmtpChannelTest extends AlertChannelContract {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Override
    AlertChannel channel() {
        return new SmtpChannel(settings(null, "soc@example.org"));
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        try {
            for (MimeMessage mail : server.getReceivedMessages()) {
                texts.add(mail.getSubject());
                MimeMultipart bodies = (MimeMultipart) mail.getContent();
                for (int i = 0; i < bodies.getCount(); i++) {
                    texts.add((String) bodies.getBodyPart(i).getContent());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new AssertionError("the mail cannot be read", e);
        }
        return texts;
    }

    @Test
    void send_ordinaryAlert_isAcceptedWithTheServersAnswer() throws InterruptedException {
        assertThat(channel().send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Accepted.class,
                        accepted -> assertThat(accepted.receipt()).startsWith("250"));
    }

    @Test
    void send_ordinaryAlert_hasItsHeadersAndBothBodies() throws Exception {
        channel().send(SampleAlerts.plain());

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject())
                .isEqualTo("KeyCanary [HIGH] Leaked: repository acme/web config/deploy.env (token ci-deploy)");
        assertThat(mail.getMessageID()).isEqualTo("<0198c5b1-0000-7000-8000-000000000001@example.com>");
        assertThat(mail.getHeader("References"))
                .containsExactly("<incident-0198c5b1-0000-7000-8000-000000000003@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate().toInstant()).isEqualTo("2026-11-23T20:00:01Z");
        MimeMultipart bodies = (MimeMultipart) mail.getContent();
        assertThat(bodies.getContentType()).startsWith("multipart/alternative");
        assertThat(type(bodies.getBodyPart(0))).isEqualToIgnoringCase("text/plain; charset=utf-8");
        assertThat(type(bodies.getBodyPart(1))).isEqualToIgnoringCase("text/html; charset=utf-8");
        assertThat((String) bodies.getBodyPart(1).getContent())
                .contains("<a href=\"https://canary.example.org/incidents/");
    }

    @Test
    void send_severalRecipients_reachesEach() throws InterruptedException {
        new SmtpChannel(settings(null, "soc@example.org", "Night Shift <night@example.org>"))
                .send(SampleAlerts.plain());

        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void send_hostileTexts_addNoHeaderAndNoMarkup() throws Exception {
        channel().send(SampleAlerts.hostile());

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("Subject")).hasSize(1);
        assertThat((String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent())
                .doesNotContain("<script", "<img", "<a ", "javascript:")
                .contains("&lt;script&gt;alert(&#39;x&#39;)");
    }

    @Test
    void send_wrongPassword_isRefusedWithoutShowingIt() throws InterruptedException {
        server.setUser("soc@example.org", "soc", "right-password");
        ChannelSettings.Login login = new ChannelSettings.Login("soc", Secret.of("wrong-password"));

        assertThat(new SmtpChannel(settings(login, "soc@example.org")).send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("check user and password")
                                .doesNotContain("wrong-password"));
    }

    @Test
    void send_rightPassword_isAccepted() throws InterruptedException {
        server.setUser("soc@example.org", "soc", "right-password");
        ChannelSettings.Login login = new ChannelSettings.Login("soc", Secret.of("right-password"));

        assertThat(new SmtpChannel(settings(login, "soc@example.org")).send(SampleAlerts.plain()))
                .isInstanceOf(DeliveryResult.Accepted.class);
    }

    @Test
    void send_serverDown_isRetried() throws InterruptedException {
        ChannelSettings.Smtp settings = settings(null, "soc@example.org");
        server.stop();

        assertThat(new SmtpChannel(settings).send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).contains("127.0.0.1"));
    }

    private ChannelSettings.Smtp settings(ChannelSettings.@Nullable Login login, String... to) {
        return new ChannelSettings.Smtp(
                "here",
                "127.0.0.1",
                server.getSmtp().getPort(),
                ChannelSettings.Security.NONE,
                login,
                "KeyCanary <canary@example.com>",
                List.of(to));
    }

    private static String type(BodyPart part) throws MessagingException {
        return part.getContentType();
    }
}
