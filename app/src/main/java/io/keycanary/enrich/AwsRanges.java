package io.keycanary.enrich;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keycanary.incident.AddressRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** AWS's {@code ip-ranges.json}: which service and region an address belongs to. */
final class AwsRanges {
    private static final JsonFactory JSON = new JsonFactory();
    /** Each range stands in it once as this, and again as the service that it is of. */
    private static final String ANY_SERVICE = "AMAZON";

    private final PrefixMap<String> ranges = new PrefixMap<>();

    private AwsRanges() {}

    static AwsRanges read(Path file) throws IOException {
        AwsRanges read = new AwsRanges();
        try (JsonParser json = JSON.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not AWS's ip-ranges.json: it begins with no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("prefixes") || name.equals("ipv6_prefixes")) {
                    read.prefixes(json);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (read.ranges.size() == 0) {
            throw new IOException("it is not AWS's ip-ranges.json: it holds no range");
        }
        return read;
    }

    private void prefixes(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> members = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, json.getValueAsString(""));
                json.skipChildren();
            }
            add(members);
        }
    }

    private void add(Map<String, String> members) throws IOException {
        String prefix = members.getOrDefault("ip_prefix", members.getOrDefault("ipv6_prefix", ""));
        String service = members.getOrDefault("service", "");
        String region = members.getOrDefault("region", "");
        if (service.equals(ANY_SERVICE)) {
            ranges.putIfAbsent(range(prefix), region);
        } else {
            ranges.put(range(prefix), (service + " " + region).strip());
        }
    }

    private static AddressRange range(String prefix) throws IOException {
        try {
            return new AddressRange(prefix);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** {@code EC2 eu-west-1}. */
    Optional<String> find(byte[] address) {
        return ranges.find(address);
    }

    int size() {
        return ranges.size();
    }
}
