package io.keycanary.channel;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that let whoever knows them post to a room: only their host is ever shown. */
public final class SecretUrl {
    private SecretUrl() {}

    /** An address that was checked when it was set. */
    static URI read(Secret secret) {
        return URI.create(secret.reveal(SecretAccess.forInsecureReading()));
    }

    /** Whether it is one to which a secret may travel: HTTPS, or this machine. */
    static boolean valid(Secret secret) {
        try {
            return safe(new URI(secret.reveal(SecretAccess.forInsecureReading())));
        } catch (URISyntaxException e) {
            return false; // the text is a secret: not even the place of the mistake is told
        }
    }

    /** HTTPS with a host, or HTTP on this machine. */
    public static boolean safe(URI url) {
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return false;
        }
        return "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme()) && MailAddress.loopback(host);
    }
}
