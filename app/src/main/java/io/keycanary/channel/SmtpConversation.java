package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.SecretAccess;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One mail over one connection (RFC 5321): greeting, TLS, login, envelope, data. Blocks; bounded per answer. */
final class SmtpConversation {
    private final ChannelSettings.Smtp settings;
    private final Session session;

    SmtpConversation(ChannelSettings.Smtp settings) {
        this(settings, null);
    }

    /** @param tls whom to trust; null for what Java trusts */
    SmtpConversation(ChannelSettings.Smtp settings, @Nullable SSLSocketFactory tls) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings, tls));
    }

    DeliveryResult deliver(Alert alert) throws MessagingException {
        AlertMail mail = new AlertMail(session, alert, settings);
        SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
        try {
            connect(transport);
        } catch (MessagingException e) {
            return SmtpAnswer.ofConnecting(e, transport.getLastReturnCode());
        }
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return SmtpAnswer.accepted(transport.getLastServerResponse());
        } catch (MessagingException e) {
            return SmtpAnswer.ofSending(e);
        } finally {
            hangUp(transport);
        }
    }

    private void connect(SMTPTransport transport) throws MessagingException {
        ChannelSettings.Login login = settings.login();
        if (login == null) {
            transport.connect(settings.host(), settings.port(), null, null);
        } else {
            String password = login.password().reveal(SecretAccess.forInsecureReading());
            transport.connect(settings.host(), settings.port(), login.user(), password);
        }
    }

    private static void hangUp(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // What became of the mail was said before; a farewell that fails changes nothing.
        }
    }

    private static Properties properties(ChannelSettings.Smtp settings, @Nullable SSLSocketFactory tls) {
        String millis = Long.toString(settings.timeout().toMillis());
        Properties p = new Properties();
        p.setProperty("mail.smtp.connectiontimeout", millis);
        p.setProperty("mail.smtp.timeout", millis);
        p.setProperty("mail.smtp.auth", Boolean.toString(settings.login() != null));
        p.setProperty("mail.smtp.quitwait", "false");
        p.setProperty("mail.smtp.sendpartial", "true");
        p.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case STARTTLS -> {
                p.setProperty("mail.smtp.starttls.enable", "true");
                p.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> p.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        if (tls != null) {
            p.put("mail.smtp.ssl.socketFactory", tls);
        }
        return p;
    }
}
