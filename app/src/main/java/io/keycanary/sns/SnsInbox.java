package io.keycanary.sns;

import io.keycanary.sns.RefusedMessageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Takes what SNS posts: signed by SNS, lately, by a topic that is awaited. What costs something (a certificate is fetched)
 * comes after what costs nothing. Safe to share between threads.
 */
public final class SnsInbox {
    /** SNS repeats a message for an hour at most (SNS developer guide, delivery retries). */
    static final Duration MOST_AGE = Duration.ofHours(1);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** SNS waits for 15 s for an answer. */
    private static final Duration FETCH = Duration.ofSeconds(5);

    private static final int MOST_BYTES = 64 << 10;

    private final Predicate<String> awaited;
    private final Desk desk;
    private final SigningCertificates certificates;
    private final InstantSource clock;

    /** What becomes of a message that is proven. It may come again, and then changes nothing. */
    public interface Desk {
        /**
         * Something was published.
         *
         * @throws InterruptedException when it was not taken
         */
        void published(String topicArn, String messageId, String message, Instant receivedAt)
                throws InterruptedException;

        /** SNS asks whether it may send here. */
        void confirm(String topicArn, String token);
    }

    /** What the sender is told. */
    public record Answer(int status, String why) {}

    /**
     * An inbox that trusts the authorities that this Java trusts.
     *
     * @param awaited the ARNs of the topics that may send
     */
    public SnsInbox(Predicate<String> awaited, Desk desk, InstantSource clock) {
        this(awaited, desk, new SigningCertificates(SnsInbox::fetch, authorities(), clock), clock);
    }

    SnsInbox(Predicate<String> awaited, Desk desk, SigningCertificates certificates, InstantSource clock) {
        this.awaited = awaited;
        this.desk = desk;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Takes a message; answers only after it is stored. */
    public Answer take(byte[] body) throws InterruptedException {
        Instant now = clock.instant();
        try {
            SnsMessage message = SnsMessage.read(body);
            requireTimely(message, now);
            if (!awaited.test(message.topic())) {
                throw new RefusedMessageException(Kind.FORBIDDEN, "its topic is none that is awaited here");
            }
            requireSigned(message, certificates.of(message.topic(), message.certificateUrl()));
            handle(message, now);
            return new Answer(200, "");
        } catch (RefusedMessageException e) {
            return new Answer(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static void requireTimely(SnsMessage message, Instant now) throws RefusedMessageException {
        if (message.at().isBefore(now.minus(MOST_AGE)) || message.at().isAfter(now.plus(CLOCKS_DIFFER))) {
            throw new RefusedMessageException(
                    Kind.FORBIDDEN, "its Timestamp is more than an hour ago, or ahead of the clock here");
        }
    }

    private static void requireSigned(SnsMessage message, X509Certificate by) throws RefusedMessageException {
        String algorithm = switch (message.signatureVersion()) {
            case "1" -> "SHA1withRSA";
            case "2" -> "SHA256withRSA";
            default -> throw new RefusedMessageException(Kind.FORBIDDEN, "its SignatureVersion is neither 1 nor 2");
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(by.getPublicKey());
            signature.update(message.signed());
            if (signature.verify(message.signature())) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new RefusedMessageException(Kind.FORBIDDEN, "its signature cannot be checked", e);
        }
        throw new RefusedMessageException(Kind.FORBIDDEN, "its signature is not right");
    }

    private void handle(SnsMessage message, Instant now) throws InterruptedException {
        switch (message.type()) {
            case NOTIFICATION -> desk.published(message.topic(), message.id(), message.message(), now);
            case CONFIRMATION -> desk.confirm(message.topic(), message.token());
            case FAREWELL -> {} // who did that is seen in CloudTrail
        }
    }

    private static byte[] fetch(URI from) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(FETCH)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(from).timeout(FETCH).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] file = body.readNBytes(MOST_BYTES);
                if (answer.statusCode() != 200) {
                    throw new IOException("it was answered with " + answer.statusCode());
                }
                return file;
            }
        }
    }

    private static Set<TrustAnchor> authorities() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has authorities that it trusts", e);
        }
    }
}
