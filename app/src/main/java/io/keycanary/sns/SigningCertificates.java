package io.keycanary.sns;

import io.keycanary.sns.RefusedMessageException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The certificates that SNS signs with. One is fetched from SNS of the topic's region and from nowhere else, whatever the
 * message says, and counts only when a chain leads from it to an authority that is trusted. Safe to share between threads.
 */
final class SigningCertificates {
    private static final int MOST_KEPT = 16;
    private static final Pattern FILE = Pattern.compile("/[A-Za-z0-9._-]{1,128}\\.pem");

    /** CN of SNS's certificates: {@code sns.amazonaws.com}, in some partitions with the region in it. */
    private static final Pattern SUBJECT = Pattern.compile("sns(-signing)?([.-][a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?");

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");

    private final Fetcher fetcher;
    private final Set<TrustAnchor> trusted;
    private final InstantSource clock;
    private final Map<URI, X509Certificate> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Fetches a file. */
    @FunctionalInterface
    interface Fetcher {
        byte[] fetch(URI from) throws IOException, InterruptedException;
    }

    SigningCertificates(Fetcher fetcher, Set<TrustAnchor> trusted, InstantSource clock) {
        this.fetcher = fetcher;
        this.trusted = Set.copyOf(trusted);
        this.clock = clock;
    }

    /**
     * The certificate that a message names.
     *
     * @param topicArn of a topic that is awaited: its region says where the certificate is
     */
    X509Certificate of(String topicArn, String url) throws RefusedMessageException, InterruptedException {
        URI from = pinned(topicArn, url);
        X509Certificate known = remembered(from);
        X509Certificate certificate = known == null ? fetched(from) : known;
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (GeneralSecurityException e) {
            throw new RefusedMessageException(Kind.FORBIDDEN, "its certificate is not valid now", e);
        }
        remember(from, certificate);
        return certificate;
    }

    private synchronized @org.jspecify.annotations.Nullable X509Certificate remembered(URI from) {
        return kept.get(from);
    }

    private synchronized void remember(URI from, X509Certificate certificate) {
        kept.put(from, certificate);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** Compared as a whole, so that no user name, port, other spelling or look-alike gets past. */
    private static URI pinned(String topicArn, String url) throws RefusedMessageException {
        String[] arn = topicArn.split(":", -1);
        String host = "sns." + arn[3] + ".amazonaws.com" + (arn[1].equals("aws-cn") ? ".cn" : "");
        String root = "https://" + host;
        if (!url.startsWith(root + "/")
                || !FILE.matcher(url.substring(root.length())).matches()) {
            throw new RefusedMessageException(
                    Kind.FORBIDDEN, "its certificate must be a .pem file of " + host + ", the SNS of its topic");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new RefusedMessageException(Kind.FORBIDDEN, "the address of its certificate is none", e);
        }
    }

    private X509Certificate fetched(URI from) throws RefusedMessageException, InterruptedException {
        byte[] file;
        try {
            file = fetcher.fetch(from);
        } catch (IOException e) {
            throw new RefusedMessageException(Kind.NOT_NOW, "its certificate cannot be fetched from " + from, e);
        }
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(file))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            return checked(chain);
        } catch (GeneralSecurityException e) {
            throw new RefusedMessageException(
                    Kind.FORBIDDEN, "no chain of certificates leads from its certificate to a trusted authority", e);
        }
    }

    /** The first is that of the signer, the others may lead to an authority. Whether it was revoked is not asked. */
    private X509Certificate checked(List<X509Certificate> chain)
            throws GeneralSecurityException, RefusedMessageException {
        if (chain.isEmpty()) {
            throw new RefusedMessageException(Kind.FORBIDDEN, "its certificate is none");
        }
        X509Certificate signer = chain.getFirst();
        var name = COMMON_NAME.matcher(signer.getSubjectX500Principal().getName());
        if (!name.find() || !SUBJECT.matcher(name.group(1)).matches()) {
            throw new RefusedMessageException(Kind.FORBIDDEN, "its certificate is not that of SNS");
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        PKIXBuilderParameters how = new PKIXBuilderParameters(trusted, target);
        how.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        how.setRevocationEnabled(false);
        how.setDate(Date.from(clock.instant()));
        CertPathBuilder.getInstance("PKIX").build(how);
        return signer;
    }
}
