package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.token.Secret;
import io.keycanary.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/alerts.md} tells the truth: its example is a real body, and its snippets verify a real request. */
@Timeout(120)
class AlertsPageTest {
    private static final String SECRET = "correct horse battery staple";
    private static final byte[] BODY = JsonRenderer.render(SampleAlerts.hostile());

    /** A driver says which of three requests its snippet takes: the right one, a changed one, an old one. */
    private static final String EXPECTED = "True False False";

    private final long now = Instant.now().getEpochSecond();
    private final WebhookSignature signature = new WebhookSignature(Secret.of(SECRET));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void example_onThePage_isARealBody() throws IOException {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readTree(fenced("json"))).isEqualTo(json.readTree(WebhookExample.BODY));
    }

    @Test
    void pythonSnippet_realRequests_takesTheRightOneOnly() throws Exception {
        Tool.require("python3", "--version");
        String driver = """

                import sys
                body = open(sys.argv[1], "rb").read()
                def request(timestamp, signature):
                    return {"KeyCanary-Timestamp": timestamp, "KeyCanary-Signature": signature}
                print(verify("%s", request(sys.argv[2], sys.argv[3]), body),
                      verify("%s", request(sys.argv[2], sys.argv[3]), body + b" "),
                      verify("%s", request(sys.argv[4], sys.argv[5]), body))
                """.formatted(SECRET, SECRET, SECRET);

        assertThat(run("python3", "check.py", fenced("python") + driver)).isEqualTo(EXPECTED);
    }

    @Test
    void javaSnippet_realRequests_takesTheRightOneOnly() throws Exception {
        String driver = """
                class Check {
                    public static void main(String[] args) throws Exception {
                        byte[] body = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(args[0]));
                        byte[] changed = java.util.Arrays.copyOf(body, body.length + 1);
                        System.out.println(said(KeyCanaryRequest.verify("%s", args[1], args[2], body)) + " "
                                + said(KeyCanaryRequest.verify("%s", args[1], args[2], changed)) + " "
                                + said(KeyCanaryRequest.verify("%s", args[3], args[4], body)));
                    }
                    static String said(boolean taken) {
                        return taken ? "True" : "False";
                    }
                }
                """.formatted(SECRET, SECRET, SECRET);
        String snippet = fenced("java");
        int type = snippet.indexOf("class KeyCanaryRequest");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThat(run(java, "Check.java", snippet.substring(0, type) + driver + snippet.substring(type)))
                .isEqualTo(EXPECTED);
    }

    private String run(String program, String file, String source) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve(file), source);
        Path body = Files.write(folder.resolve("body"), BODY);
        long old = now - 3_600;
        Process process = new ProcessBuilder(
                        program,
                        script.toString(),
                        body.toString(),
                        Long.toString(now),
                        signature.sign(now, BODY),
                        Long.toString(old),
                        signature.sign(old, BODY))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    private static String fenced(String language) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "alerts.md"));
        Matcher fence =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(fence.find()).as("a block of " + language).isTrue();
        return fence.group(1);
    }
}
