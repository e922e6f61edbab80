package io.keycanary.enrich;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database in MaxMind's format, of countries (or cities) or of networks. It is read whole: a file that is replaced
 * while it is mapped would end the program.
 */
final class GeoDatabase {
    private final Reader reader;

    private GeoDatabase(Reader reader) {
        this.reader = reader;
    }

    static GeoDatabase read(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return new GeoDatabase(new Reader(bytes));
        }
    }

    /** Two letters; null when it does not say. */
    @Nullable
    String country(InetAddress address) throws IOException {
        return get(address).get("country") instanceof Map<?, ?> country
                        && country.get("iso_code") instanceof String code
                ? code
                : null;
    }

    /** {@code AS64500 Example Ltd}; null when it does not say. */
    @Nullable
    String network(InetAddress address) throws IOException {
        Map<?, ?> found = get(address);
        Object number = found.get("autonomous_system_number");
        Object name = found.get("autonomous_system_organization");
        return number == null ? null : "AS" + number + (name == null ? "" : " " + name);
    }

    private Map<?, ?> get(InetAddress address) throws IOException {
        Map<?, ?> found = reader.get(address, Map.class);
        return found == null ? Map.of() : found;
    }

    /** What it is and of which day. */
    String words() {
        Metadata about = reader.getMetadata();
        return about.databaseType() + " of " + LocalDate.ofInstant(about.buildTime(), ZoneOffset.UTC);
    }
}
