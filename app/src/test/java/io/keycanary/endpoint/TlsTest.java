package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTPS with a certificate from PEM files. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private KeyStore store;
    private Path certificates;
    private Path key;

    @BeforeEach
    void makeCertificate() throws Exception {
        Path keyTool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path file = folder.resolve("store.p12");
        Program made = Program.run(
                Map.of(),
                folder,
                List.of(
                        keyTool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-alias",
                        "a",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString()));
        assertThat(made.exitCode()).as(made.output()).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        certificates = pem("CERTIFICATE", store.getCertificate("a").getEncoded());
        key = pem("PRIVATE KEY", store.getKey("a", PASSWORD).getEncoded());
    }

    private Path pem(String type, byte[] bytes) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(type + ".pem"),
                "Bag Attributes\n-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    private EndpointSettings settings() {
        return EndpointSettings.plain("127.0.0.1", 0).with(new EndpointSettings.TlsFiles(certificates, key));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3,TLS_AES", "TLSv1.2,ECDHE-ECDSA-AES256-GCM-SHA384"})
    void signedRequest_isRecordedWithItsTlsDetails(String version, String cipherSuite) throws Exception {
        try (RunningEndpoint endpoint = new RunningEndpoint(settings(), Clock.systemUTC())) {
            URI address = URI.create("https://localhost:" + endpoint.address().getPort() + "/bucket");
            Signing signing = new Signing(Instant.now());
            signing.headers.put("host", "localhost:" + address.getPort());
            signing.canonicalPath = "/bucket";
            String authorization = signing.authorization();
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting())
                    .sslParameters(new javax.net.ssl.SSLParameters(null, new String[] {version}))
                    .build();

            var answer = client.send(
                    HttpRequest.newBuilder(address)
                            .header("x-amz-date", signing.stamp())
                            .header("Authorization", authorization)
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(endpoint.only().authenticated()).isTrue();
            assertThat(endpoint.only().text("/tlsDetails/tlsVersion")).isEqualTo(version);
            assertThat(endpoint.only().text("/tlsDetails/cipherSuite")).startsWith(cipherSuite);
            assertThat(endpoint.only().text("/tlsDetails/clientProvidedHostHeader"))
                    .isEqualTo("localhost:" + address.getPort());
            assertThat(answer.headers().firstValue("x-amz-request-id"))
                    .hasValue(endpoint.only().text("/requestID"));
        }
    }

    private SSLContext trusting() throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("a", store.getCertificate("a"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void keyInAnotherForm_isRefusedWithTheCommandThatHelps() throws Exception {
        key = Files.writeString(folder.resolve("old.pem"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");

        assertThatThrownBy(() -> new RunningEndpoint(settings(), Clock.systemUTC()))
                .hasMessageContaining("old.pem")
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void brokenKey_isRefusedWithoutQuotingIt() throws Exception {
        key = pem("PRIVATE KEY", "private bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new RunningEndpoint(settings(), Clock.systemUTC()))
                .hasMessageContaining("PRIVATE KEY.pem")
                .hasNoCause();
    }

    @Test
    void missingCertificate_isRefusedByName() {
        certificates = folder.resolve("nowhere.pem");

        assertThatThrownBy(() -> new RunningEndpoint(settings(), Clock.systemUTC()))
                .hasMessageContaining("nowhere.pem");
    }
}
