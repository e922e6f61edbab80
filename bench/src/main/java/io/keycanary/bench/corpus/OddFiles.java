package io.keycanary.bench.corpus;

import static io.keycanary.bench.corpus.Packing.gzip;
import static io.keycanary.bench.corpus.Packing.join;
import static io.keycanary.bench.corpus.Packing.plain;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Whole files in all the forms in which records travel, with and without gzip; escapes; and files that are no CloudTrail. */
final class OddFiles {
    private static final List<Planting> USUAL =
            List.of(Uses.ALL.getFirst(), Uses.ALL.get(6), Tampers.ALL.get(1), Traps.ALL.getFirst());
    private static final List<Planting> KEY_ALONE = List.of(Uses.ALL.get(2));
    private static final List<Planting> ARN_ALONE = List.of(Uses.ALL.get(4));
    private static final int RECORDS = 12;

    private final Sheet.Maker maker;
    private final Output output;

    /** Takes the files. */
    interface Output {
        void file(String path, byte[] content, int records, List<Expected> expected);
    }

    OddFiles(Sheet.Maker maker, Output output) {
        this.maker = maker;
        this.output = output;
    }

    void make() {
        layouts().forEach((name, layout) -> sheet(name, USUAL, UnaryOperator.identity(), layout));
        escapes();
        health();
        foreign().forEach((name, text) -> output.file("odd/" + name, gzip(text), 0, List.of()));
    }

    /** How many files hold nothing of ours. */
    static int foreignFiles() {
        return foreign().size();
    }

    private static Map<String, Function<List<String>, byte[]>> layouts() {
        Map<String, Function<List<String>, byte[]>> layouts = new TreeMap<>();
        layouts.put("one-per-line.json.gz", r -> gzip(String.join("\n", r) + "\n"));
        layouts.put("one-per-line", r -> plain(String.join("\r\n", r)));
        layouts.put("concatenated.json.gz", r -> gzip(String.join("", r)));
        layouts.put("plain.json", r -> plain(Layouts.file(r)));
        layouts.put("byte-order-mark.json", r -> plain("\ufeff" + Layouts.file(r)));
        layouts.put(
                "records-last.json.gz",
                r -> gzip("{\"note\":\"}{\",\"more\":[1,{}]," + Layouts.file(r).substring(1)));
        layouts.put(
                "spaced.json.gz",
                r -> gzip(Layouts.file(r).replace("\":", "\" :\n\t").replace(",\"", " ,\r\n \"")));
        layouts.put("eventbridge-lines.json.gz", r -> gzip(Layouts.eventBridge(r, "\n")));
        layouts.put("eventbridge-concatenated", r -> plain(Layouts.eventBridge(r, "")));
        layouts.put("subscription.gz", r -> gzip(Layouts.subscription(r)));
        layouts.put("logs-export.gz", r -> gzip(Layouts.export(r)));
        layouts.put("sns.json", r -> plain(Layouts.sns(Layouts.file(r))));
        layouts.put("sqs-of-sns.json", r -> plain(Layouts.sqs(Layouts.sns(Layouts.file(r)))));
        layouts.put("two-members.json.gz", r -> {
            String text = Layouts.file(r);
            int middle = text.indexOf("AKIA") + 7;
            return join(gzip(text.substring(0, middle)), gzip(text.substring(middle)));
        });
        layouts.put(
                "many-members.json.gz", r -> join(r.stream().map(Packing::gzip).toArray(byte[][]::new)));
        layouts.put("zero-padding.json.gz", r -> join(gzip(Layouts.file(r)), new byte[512]));
        return layouts;
    }

    private void escapes() {
        Function<List<String>, byte[]> file = r -> gzip(Layouts.file(r));
        sheet("escaped-letter.json.gz", KEY_ALONE, r -> r.replace("\"AKIA", "\"\\u0041KIA"), file);
        sheet("escaped-word.json.gz", KEY_ALONE, OddFiles::escapedKey, file);
        sheet("escaped-name.json.gz", KEY_ALONE, r -> r.replace("accessKeyId", "access\\u004beyId"), file);
        sheet("escaped-slash.json.gz", ARN_ALONE, r -> r.replace("/", "\\/"), file);
        sheet(
                "duplicate-member.json.gz",
                KEY_ALONE,
                r -> r.replace("\"eventVersion\"", "\"userIdentity\":{\"type\":\"Root\"},\"eventVersion\""),
                file);
        sheet(
                "escaped-backslash.json.gz",
                List.of(Traps.ALL.getFirst()),
                r -> r.replace("(AKIA", "(\\\\u0041KIA"),
                file);
    }

    /** Every character of the key by its number. */
    private static String escapedKey(String event) {
        int at = event.indexOf("\"AKIA");
        if (at < 0) {
            return event;
        }
        StringBuilder escaped = new StringBuilder();
        event.substring(at + 1, at + 21).chars().forEach(c -> escaped.append("\\u%04X".formatted(c)));
        return event.substring(0, at + 1) + escaped + event.substring(at + 21);
    }

    private void sheet(
            String name, List<Planting> plantings, UnaryOperator<String> edit, Function<List<String>, byte[]> layout) {
        Sheet sheet = maker.sheet("odd/" + name, RECORDS, plantings);
        List<String> edited = sheet.records().stream().map(edit).toList();
        output.file("odd/" + name, layout.apply(edited), RECORDS, sheet.expected());
    }

    private void health() {
        String path = "odd/health.json.gz";
        Decoy decoy = maker.decoy(0);
        String id = "6a7e4c1b-0d5f-4e2a-9b3c-8f1d2e3a4b5c";
        Expected expected = new Expected(path, 0, id, decoy.token(), "exposure", "Health event");
        output.file(path, gzip(Layouts.health(id, decoy)), 1, List.of(expected));
    }

    private static Map<String, String> foreign() {
        return Map.of(
                "digest.json.gz", """
                        {"awsAccountId":"111122223333","digestStartTime":"2026-11-03T04:00:00Z","digestS3Bucket":"b",\
                        "logFiles":[{"s3Bucket":"b","s3Object":"AWSLogs/x.json.gz","hashAlgorithm":"SHA-256"}]}""",
                "flow-log.gz",
                        "version account-id interface-id srcaddr dstaddr\n2 111122223333 eni-0a1b 10.0.0.1 10.0.0.2\n",
                "s3-notification.json.gz", """
                        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",\
                        "s3":{"bucket":{"name":"b"},"object":{"key":"k"}}}]}""");
    }
}
