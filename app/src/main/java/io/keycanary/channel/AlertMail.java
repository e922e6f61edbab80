package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.token.Printable;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;

/** An alert as a mail: plain text and HTML, threaded by incident, with the alert's id as its Message-ID. */
final class AlertMail extends MimeMessage {
    /** A subject longer than this is cut by most readers anyway. */
    private static final int SUBJECT_CHARS = 200;

    private final String messageId;

    AlertMail(Session session, Alert alert, ChannelSettings.Smtp settings) throws MessagingException {
        super(session);
        InternetAddress from = MailAddress.of(settings.from());
        String domain = MailAddress.domain(from);
        messageId = "<" + alert.id() + "@" + domain + ">";
        setFrom(from);
        for (String to : settings.to()) {
            addRecipient(Message.RecipientType.TO, MailAddress.of(to));
        }
        String headline = Printable.line(Summary.of(alert).headline(), SUBJECT_CHARS);
        setSubject("KeyCanary " + headline, StandardCharsets.UTF_8.name());
        setSentDate(Date.from(alert.createdAt()));
        setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
        UUID incident = alert.incident();
        if (incident != null) {
            setHeader("References", "<incident-" + incident + "@" + domain + ">");
        }
        setContent(bodies(alert));
        saveChanges();
    }

    /** A mail that is sent again has the same id: readers and archives drop the repeat. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static MimeMultipart bodies(Alert alert) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(TextRenderer.render(alert), "utf-8", "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(HtmlRenderer.render(alert), "utf-8", "html");
        return new MimeMultipart("alternative", text, html);
    }
}
