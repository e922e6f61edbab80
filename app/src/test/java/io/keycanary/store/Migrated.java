package io.keycanary.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** New databases that are migrated already: copies of one, because migrating takes longer than a test. */
final class Migrated {
    private Migrated() {}

    /** Made when first asked for, so that a test of one database does not start the other. */
    private static final class Sqlite {
        static final byte[] TEMPLATE = template();

        private static byte[] template() {
            try {
                Path folder = Files.createTempDirectory("keycanary-test");
                Path file = folder.resolve("template.db");
                SqlLedger.open(file.toString(), MasterKey.inFile(folder.resolve("unused")))
                        .close();
                byte[] bytes = Files.readAllBytes(file);
                Files.delete(file);
                Files.delete(folder);
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Postgresql {
        static final String TEMPLATE = template();

        private static String template() {
            String name = Postgres.create("template1");
            SqlLedger.open(Postgres.url(name), MasterKey.inFile(Path.of("unused")))
                    .close();
            return name;
        }
    }

    /** Path of a new SQLite database in this folder. */
    static String sqlite(Path folder) {
        Path file = folder.resolve("keycanary.db");
        try {
            Files.write(file, Sqlite.TEMPLATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    /** URL of a new PostgreSQL database. */
    static String postgres() {
        return Postgres.url(Postgres.create(Postgresql.TEMPLATE));
    }
}
