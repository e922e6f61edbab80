package io.keycanary.channel;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server's answer means for the delivery (RFC 5321 section 4.2.1: 4xx may pass, 5xx will not). */
final class SmtpAnswer {
    private static final int REASON_CHARS = 300;

    private SmtpAnswer() {}

    static DeliveryResult accepted(String answer) {
        return new DeliveryResult.Accepted(Printable.line(answer.strip(), REASON_CHARS));
    }

    /** Anything before the envelope. Only a refused login is final; a greeting, TLS or the network may be mended. */
    static DeliveryResult ofConnecting(MessagingException failure, int lastCode) {
        String said = said(failure);
        if (failure instanceof AuthenticationFailedException && lastCode / 100 != 4) {
            return new DeliveryResult.Refused(Printable.line(
                    "the mail server refused the login, check user and password: " + said, REASON_CHARS));
        }
        return new DeliveryResult.Retry(Printable.line(said, REASON_CHARS), null);
    }

    /** Envelope and data. Whoever of several recipients got it, it arrived; the others are in the receipt. */
    static DeliveryResult ofSending(MessagingException failure) {
        String said = Printable.line(said(failure), REASON_CHARS);
        if (failure instanceof SendFailedException sent && count(sent.getValidSentAddresses()) > 0) {
            return new DeliveryResult.Accepted("taken for some recipients only: " + said);
        }
        // One recipient whose mailbox is only busy is worth another attempt, whatever was said about the rest.
        boolean mayPass = codes(failure).allMatch(code -> code / 100 != 5)
                || codes(failure).anyMatch(code -> code / 100 == 4);
        return mayPass ? new DeliveryResult.Retry(said, null) : new DeliveryResult.Refused(said);
    }

    private static Stream<Integer> codes(MessagingException failure) {
        return chain(failure).map(SmtpAnswer::code).filter(code -> code > 0);
    }

    /** The outer one repeats what one of the inner ones says, or sums them up. */
    private static int code(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> -1;
        };
    }

    private static String said(MessagingException failure) {
        return chain(failure)
                .map(e -> String.valueOf(e.getMessage()).strip())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static Stream<Exception> chain(MessagingException failure) {
        return Stream.iterate(
                        (Exception) failure,
                        e -> e != null,
                        e -> e instanceof MessagingException m ? m.getNextException() : null)
                .limit(20);
    }

    private static int count(Object @Nullable [] addresses) {
        return addresses == null ? 0 : addresses.length;
    }
}
