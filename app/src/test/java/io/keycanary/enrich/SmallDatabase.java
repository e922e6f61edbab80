package io.keycanary.enrich;

import io.keycanary.incident.AddressRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a small database of IPv4 ranges in MaxMind's format (MaxMind DB File Format Specification 2.0). */
final class SmallDatabase {
    private static final int RECORD_BITS = 24;

    private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));
    private final Map<Integer, Integer> dataOf = new LinkedHashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Values are texts, numbers and maps of them. */
    SmallDatabase with(String range, Map<String, ?> value) {
        AddressRange prefix = new AddressRange(range);
        int node = 0;
        for (int bit = 0; bit < prefix.prefixBits(); bit++) {
            int side = prefix.address()[bit / 8] >> 7 - bit % 8 & 1;
            if (bit == prefix.prefixBits() - 1) {
                dataOf.put(node * 2 + side, data.size());
            } else {
                if (nodes.get(node)[side] == 0) {
                    nodes.get(node)[side] = nodes.size();
                    nodes.add(new int[2]);
                }
                node = nodes.get(node)[side];
            }
        }
        write(data, value);
        return this;
    }

    byte[] bytes(String type) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int node = 0; node < nodes.size(); node++) {
            for (int side = 0; side < 2; side++) {
                Integer at = dataOf.get(node * 2 + side);
                int next = nodes.get(node)[side];
                int record = at != null ? nodes.size() + 16 + at : next == 0 ? nodes.size() : next;
                file.write(record >>> 16);
                file.write(record >>> 8);
                file.write(record);
            }
        }
        file.writeBytes(new byte[16]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
        file.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        write(file, about(type));
        return file.toByteArray();
    }

    private Map<String, ?> about(String type) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("node_count", nodes.size());
        about.put("record_size", (short) RECORD_BITS);
        about.put("ip_version", (short) 4);
        about.put("database_type", type);
        about.put("binary_format_major_version", (short) 2);
        about.put("binary_format_minor_version", (short) 0);
        about.put("build_epoch", 1_764_000_000L);
        about.put("languages", List.of("en"));
        about.put("description", Map.of("en", "made by a test"));
        return about;
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                control(out, 2, bytes.length);
                out.writeBytes(bytes);
            }
            case Short number -> {
                control(out, 5, 2);
                out.writeBytes(ByteBuffer.allocate(2).putShort(number).array());
            }
            case Integer number -> {
                control(out, 6, 4);
                out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
            }
            case Long number -> {
                control(out, 9, 8);
                out.writeBytes(ByteBuffer.allocate(8).putLong(number).array());
            }
            case Map<?, ?> map -> {
                control(out, 7, map.size());
                map.forEach((key, member) -> {
                    write(out, key);
                    write(out, member);
                });
            }
            case List<?> list -> {
                control(out, 11, list.size());
                list.forEach(member -> write(out, member));
            }
            default -> throw new IllegalArgumentException("no value of such a database: " + value);
        }
    }

    /** Types from 8 on have a byte of their own. */
    private static void control(ByteArrayOutputStream out, int type, int size) {
        int shown = Math.min(size, 29);
        out.write(type < 8 ? type << 5 | shown : shown);
        if (type >= 8) {
            out.write(type - 7);
        }
        if (size >= 29) {
            out.write(size - 29);
        }
    }
}
