package io.keycanary.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of the present row. */
record Row(ResultSet columns) {
    /** Makes a value of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    String text(String column) throws SQLException {
        return Objects.requireNonNull(textOrNull(column), column);
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        String stored = columns.getString(column);
        return stored == null ? null : StoredText.decode(stored);
    }

    UUID uuid(String column) throws SQLException {
        return UUID.fromString(columns.getString(column));
    }

    @Nullable
    UUID uuidOrNull(String column) throws SQLException {
        String text = columns.getString(column);
        return text == null ? null : UUID.fromString(text);
    }

    Instant time(String column) throws SQLException {
        return StoredTime.of(columns.getLong(column));
    }

    @Nullable
    Instant timeOrNull(String column) throws SQLException {
        long micros = columns.getLong(column);
        return columns.wasNull() ? null : StoredTime.of(micros);
    }

    <E extends Enum<E>> E word(String column, Class<E> words) throws SQLException {
        return Enum.valueOf(words, columns.getString(column));
    }

    <E extends Enum<E>> @Nullable E wordOrNull(String column, Class<E> words) throws SQLException {
        String word = columns.getString(column);
        return word == null ? null : Enum.valueOf(words, word);
    }

    boolean flag(String column) throws SQLException {
        return columns.getBoolean(column);
    }

    int number(String column) throws SQLException {
        return columns.getInt(column);
    }

    long count(String column) throws SQLException {
        return columns.getLong(column);
    }

    byte[] bytes(String column) throws SQLException {
        return Objects.requireNonNull(columns.getBytes(column), column);
    }
}
