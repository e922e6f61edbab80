package io.keycanary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.incident.Attempt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Who else came from some addresses, by CloudTrail files and single events. Each file is inflated and searched for the
 * addresses as text, and only one that has them is parsed.
 */
final class SourceHunt {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** AWS writes files of some megabytes; a much larger one is no CloudTrail file, or a bomb. */
    private static final int MOST_BYTES = 256 << 20;

    private static final int MOST_IDENTITIES = 50;

    private final Set<String> addresses;
    private final Map<String, Visits> found = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private long files;
    private long events;

    /** What one identity did. */
    private static final class Visits {
        private final Set<String> calls = new TreeSet<>();
        private String first = "";
        private String last = "";
        private long count;

        void add(String call, String time) {
            count++;
            calls.add(call);
            first = first.isEmpty() || time.compareTo(first) < 0 ? time : first;
            last = time.compareTo(last) > 0 ? time : last;
        }
    }

    SourceHunt(Collection<String> addresses) {
        this.addresses = Set.copyOf(addresses);
    }

    /** Looks through files and folders. */
    void files(List<String> paths) throws InterruptedException {
        ScanInputs.Listing listing = new ScanInputs.Listing() {
            @Override
            public void input(ScanInput input) {
                read(input);
            }

            @Override
            public void note(String words) {}
        };
        try (ScanInputs inputs =
                new ScanInputs(paths, DatePeriod.ALWAYS, new NoStores(), InputStream.nullInputStream())) {
            inputs.list(null, listing);
        } catch (IOException e) {
            throw CommandFailure.incomplete("the files could not be let go of: " + e.getMessage());
        }
        note(files + " files were looked through");
    }

    /** How many events were looked at so far. */
    long events() {
        return events;
    }

    /** Looks at a CloudTrail record. */
    void event(String json) {
        events++;
        try {
            record(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            missing("an event that is no JSON");
        }
    }

    /** What was looked at, for whoever reads the answer. */
    void note(String words) {
        notes.add(words);
    }

    /** What could not be looked at. */
    void missing(String words) {
        missing.add(words);
    }

    /** Whether all could be looked at. */
    boolean complete() {
        return missing.isEmpty();
    }

    private void read(ScanInput input) {
        files++;
        try (InputStream stored = new BufferedInputStream(input.opener().open())) {
            byte[] plain = plain(stored);
            if (mentioned(plain)) {
                parse(plain);
            }
        } catch (IOException e) {
            missing(input.name() + ": " + e.getMessage());
        }
    }

    private static byte[] plain(InputStream stored) throws IOException {
        stored.mark(2);
        boolean gzip = stored.read() == 0x1f && stored.read() == 0x8b;
        stored.reset();
        InputStream plain = gzip ? new GZIPInputStream(stored, 1 << 16) : stored;
        byte[] bytes = plain.readNBytes(MOST_BYTES);
        if (plain.read() >= 0) {
            throw new IOException("larger than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private boolean mentioned(byte[] plain) {
        String text = new String(plain, StandardCharsets.ISO_8859_1); // a byte is a character, so this is one copy
        return addresses.stream().anyMatch(text::contains);
    }

    private void parse(byte[] plain) throws IOException {
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(plain)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                JsonNode records = value.get("Records");
                if (records == null) {
                    record(value);
                } else {
                    records.forEach(this::record);
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("no JSON at byte " + e.getLocation().getByteOffset(), e);
        }
    }

    private void record(JsonNode record) {
        if (!addresses.contains(record.path("sourceIPAddress").asText())) {
            return;
        }
        JsonNode identity = record.path("userIdentity");
        String key = identity.path("accessKeyId").asText("");
        String who = identity.path("arn").asText(identity.path("type").asText("unknown"))
                + (key.isEmpty() ? "" : " with key " + key);
        String call = Attempt.of(
                        record.path("eventSource").asText(),
                        record.path("eventName").asText())
                .call();
        found.computeIfAbsent(who, w -> new Visits())
                .add(call, record.path("eventTime").asText());
    }

    /** What was found, identity by identity. It quotes records: whoever shows it escapes. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        found.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(b.count, a.count)))
                .limit(MOST_IDENTITIES)
                .forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        if (found.size() > MOST_IDENTITIES) {
            lines.add("and " + (found.size() - MOST_IDENTITIES) + " further identities");
        }
        if (found.isEmpty()) {
            lines.add("nobody came from there, by what was looked at:");
        }
        lines.addAll(notes);
        missing.forEach(what -> lines.add("could not be read: " + what));
        return lines;
    }

    private static String line(String who, Visits visits) {
        List<String> calls = visits.calls.stream().limit(10).toList();
        return who + ": " + visits.count + " calls from " + visits.first + " to " + visits.last + ": "
                + String.join(", ", calls)
                + (visits.calls.size() > calls.size()
                        ? " and " + (visits.calls.size() - calls.size()) + " others"
                        : "");
    }

    /** Files of this machine only: `aws s3 sync` brings those of a bucket, and `scan` reads them there. */
    private static final class NoStores implements ScanInputs.ObjectStores {
        @Override
        public ObjectStore get() {
            throw CommandFailure.badInput("--logs takes files and folders of this machine: copy a bucket's first");
        }

        @Override
        public void close() {}
    }
}
