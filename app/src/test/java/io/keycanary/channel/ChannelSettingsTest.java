package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keycanary.alert.AlertChannel;
import io.keycanary.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSettingsTest {
    private static final Secret SECRET = Secret.of("0123456789abcdef");

    @Test
    void settings_defaults_areTheDocumentedOnes() {
        ChannelSettings.Webhook hook = new ChannelSettings.Webhook("hook", URI.create("https://example.org/x"), SECRET);

        assertThat(hook.times().connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(hook.times().answer()).isEqualTo(Duration.ofSeconds(10));
        assertThat(smtp("mail.example.org", 587, "a@example.org", "b@example.org")
                        .timeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(ChannelSettings.Smtp.TOTAL).isEqualTo(Duration.ofSeconds(45));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "-a", "a b", "a\n", "a/b"})
    void settings_badName_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelSettings.Console(name, false))
                .withMessageContaining("the name must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "/only/a/path",
                "https:///nohost",
                "https://u:p@example.org/",
                "https://e.org/#x"
            })
    void webhook_badUrl_isRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelSettings.Webhook("hook", URI.create(url), SECRET))
                .withMessageContaining("'hook'")
                .withMessageContaining("url");
    }

    @Test
    void webhook_endlessTimeout_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelSettings.Times(Duration.ofSeconds(5), Duration.ofHours(1)))
                .withMessageContaining("answer")
                .withMessageContaining("PT1H");
    }

    @Test
    void webhook_toString_showsNeitherPathNorSecret() {
        String shown =
                new ChannelSettings.Webhook("hook", URI.create("https://example.org/T0/B0/secret"), SECRET).toString();

        assertThat(shown).contains("example.org").doesNotContain("T0", "0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "@example.org",
                "a@example.org, b@example.org",
                "a@example.org\r\nBcc: c@example.org",
                "a@exam ple.org",
                "\u202ea@example.org",
                "list: a@example.org;"
            })
    void smtp_badAddress_isRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smtp("mail.example.org", 587, "a@example.org", address))
                .withMessageContaining("'to'")
                .withMessageNotContaining("\r");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smtp("mail.example.org", 587, address, "a@example.org"))
                .withMessageContaining("'from'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void smtp_badPort_isRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smtp("mail.example.org", port, "a@example.org", "b@example.org"))
                .withMessageContaining(String.valueOf(port));
    }

    @Test
    void smtp_noRecipient_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smtp("mail.example.org", 587, "a@example.org"))
                .withMessageContaining("at least one address");
    }

    @Test
    void smtp_passwordInTheClear_isRefusedBeyondThisMachine() {
        ChannelSettings.Login login = new ChannelSettings.Login("u", SECRET);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clear("mail.example.org", login))
                .withMessageContaining("starttls");
        assertThatCode(() -> clear("localhost", login)).doesNotThrowAnyException();
    }

    @Test
    void open_eachKind_givesItsChannel() {
        List<ChannelSettings> all = List.of(
                new ChannelSettings.Console("con", false),
                new ChannelSettings.Webhook("hook", URI.create("https://example.org/"), SECRET),
                smtp("mail.example.org", 587, "a@example.org", "b@example.org"));

        assertThat(all)
                .extracting(settings -> {
                    try (var channel = open(settings)) {
                        return channel.getClass().getSimpleName() + " " + channel.name() + " " + channel.counts();
                    }
                })
                .containsExactly("ConsoleChannel con false", "HttpChannel hook true", "SmtpChannel mail true");
    }

    private static AlertChannel open(ChannelSettings settings) {
        return Channels.open(settings, NoCloud.world(InstantSource.system()));
    }

    private static ChannelSettings.Smtp clear(String host, ChannelSettings.Login login) {
        return new ChannelSettings.Smtp(
                "mail", host, 25, ChannelSettings.Security.NONE, login, "a@example.org", List.of("b@example.org"));
    }

    private static ChannelSettings.Smtp smtp(String host, int port, String from, String... to) {
        return new ChannelSettings.Smtp("mail", host, port, ChannelSettings.Security.STARTTLS, null, from, List.of(to));
    }
}
