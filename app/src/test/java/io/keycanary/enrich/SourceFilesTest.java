package io.keycanary.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keycanary.incident.SourceFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFilesTest {
    private static final String RANGES = """
            {"syncToken": "1", "createDate": "2026-11-01-00-00-00",
             "prefixes": [
              {"ip_prefix": "203.0.113.0/24", "region": "eu-west-1", "service": "AMAZON", "network_border_group": "x"},
              {"ip_prefix": "203.0.113.0/25", "region": "eu-west-1", "service": "EC2", "network_border_group": "x"},
              {"ip_prefix": "203.0.113.0/25", "region": "eu-west-1", "service": "AMAZON", "network_border_group": "x"}],
             "ipv6_prefixes": [
              {"ipv6_prefix": "2001:db8::/32", "region": "us-east-1", "service": "S3", "network_border_group": "x"}]}
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path countries() throws IOException {
        return Files.write(
                folder.resolve("country.mmdb"),
                new SmallDatabase()
                        .with("198.51.100.0/24", Map.of("country", Map.of("iso_code", "NL")))
                        .bytes("Test-Country"));
    }

    private Path networks() throws IOException {
        return Files.write(
                folder.resolve("asn.mmdb"),
                new SmallDatabase()
                        .with(
                                "198.51.100.0/25",
                                Map.of(
                                        "autonomous_system_number",
                                        64500,
                                        "autonomous_system_organization",
                                        "Example\u001b[31m Hosting"))
                        .bytes("Test-ASN"));
    }

    private static EnrichSettings tor(Path file) {
        return new EnrichSettings(null, null, null, file, false);
    }

    private static EnrichSettings aws(Path file) {
        return new EnrichSettings(null, null, file, null, false);
    }

    @Test
    void of_everythingKnown_saysAllOfItSafely() throws IOException {
        SourceFiles files = SourceFiles.read(new EnrichSettings(
                countries(), networks(), file("aws.json", RANGES), file("tor.txt", "# exits\n198.51.100.7\n"), false));

        assertThat(files.of("198.51.100.7").words()).isEqualTo("Tor exit, AS64500 Example\\u{1b}[31m Hosting, NL");
        assertThat(files.of("198.51.100.200").words()).isEqualTo("NL");
        assertThat(files.examine())
                .allSatisfy(finding -> assertThat(finding.good()).isTrue());
        assertThat(files.examine().getFirst().words()).endsWith("country.mmdb: Test-Country of 2025-11-24");
    }

    @Test
    void of_addressOfAws_saysServiceAndRegionOfTheNarrowestRange() throws IOException {
        SourceFiles files = SourceFiles.read(aws(file("aws.json", RANGES)));

        assertThat(files.of("203.0.113.9").words()).isEqualTo("AWS EC2 eu-west-1");
        assertThat(files.of("203.0.113.200").words()).isEqualTo("AWS eu-west-1");
        assertThat(files.of("2001:db8::1").words()).isEqualTo("AWS S3 us-east-1");
        assertThat(files.of("192.0.2.1")).isEqualTo(SourceFacts.NONE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ec2.amazonaws.com", "999.1.1.1", "AWS Internal", "198.51.100.7; DROP"})
    void of_noAddress_isNothing(String sourceIp) throws IOException {
        assertThat(SourceFiles.read(tor(file("tor.txt", "198.51.100.7"))).of(sourceIp))
                .isEqualTo(SourceFacts.NONE);
    }

    @Test
    void of_exitAddressLines_areUnderstood() throws IOException {
        Path list = file(
                "exit-addresses",
                "ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E\nPublished 2026-11-01 12:00:00\n"
                        + "ExitAddress 198.51.100.9 2026-11-01 13:00:00\n");

        assertThat(SourceFiles.read(tor(list)).of("198.51.100.9").tor()).isTrue();
    }

    @Test
    void of_v6InDatabaseOfV4_isNothing() throws IOException {
        SourceFiles files = SourceFiles.read(new EnrichSettings(countries(), null, null, null, false));

        assertThat(files.of("2001:db8::1")).isEqualTo(SourceFacts.NONE);
    }

    @Test
    void of_amazonsRangeBehindANarrowerOneOfAService_holdsForTheRestOfIt() throws IOException {
        String text = """
                {"prefixes": [
                  {"ip_prefix": "203.0.113.0/25", "region": "eu-west-1", "service": "EC2"},
                  {"ip_prefix": "203.0.113.0/24", "region": "eu-west-1", "service": "AMAZON"}]}
                """;
        SourceFiles files = SourceFiles.read(new EnrichSettings(null, null, file("aws.json", text), null, false));

        assertThat(files.of("203.0.113.7").aws()).isEqualTo("EC2 eu-west-1");
        assertThat(files.of("203.0.113.200").aws()).isEqualTo("eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"prefixes\":[]}", "{\"prefixes\":[{\"ip_prefix\":\"10.0.0/8\"}]}", "<html>"})
    void examine_damagedRanges_isToldAndTheRestSpeaks(String text) throws IOException {
        SourceFiles files = SourceFiles.read(
                new EnrichSettings(countries(), null, file("aws.json", text), file("tor.txt", text), false));

        assertThat(files.examine().stream().filter(finding -> !finding.good()))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.words()).endsWith("; alerts go out without it"));
        assertThat(files.of("198.51.100.7").words()).isEqualTo("NL");
    }

    @Test
    void of_databaseDamagedAnywhere_neverFails() throws IOException {
        byte[] good = Files.readAllBytes(countries());
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = good.clone();
            for (int i = 0; i < 1 + round % 20; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("damaged.mmdb"), damaged);
            assertThatCode(() -> SourceFiles.read(new EnrichSettings(file, null, null, null, false))
                            .of("198.51.100.7"))
                    .as("round " + round)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void examine_missingFile_saysWhich() {
        assertThat(SourceFiles.read(tor(folder.resolve("none.txt"))).examine())
                .containsExactly(new SourceFiles.Finding(
                        false, folder.resolve("none.txt") + " is not there; alerts go out without it"));
    }

    @Test
    void refresh_changedFile_isReadAgainAndDamageKeepsTheOld() throws IOException {
        Path list = file("tor.txt", "198.51.100.7\n");
        SourceFiles files = SourceFiles.read(tor(list));
        change(list, "198.51.100.8\n", 1);

        files.refresh();

        assertThat(files.of("198.51.100.7").tor()).isFalse();
        assertThat(files.of("198.51.100.8").tor()).isTrue();

        change(list, "<html>503</html>", 2);
        files.refresh();

        assertThat(files.of("198.51.100.8").tor()).as("the old list").isTrue();
        assertThat(files.examine().getFirst().good()).isFalse();
    }

    private static void change(Path file, String text, long seconds) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-11-23T12:00:00Z").plusSeconds(seconds)));
    }
}
