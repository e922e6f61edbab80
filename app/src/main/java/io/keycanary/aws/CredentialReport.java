package io.keycanary.aws;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * IAM's credential report: one row for each user, made at most once in four hours (IAM User Guide, "Getting credential
 * reports"). Rows that do not have a cell for each column are left out, as that of a user with a comma in its name: what is
 * not in the report is asked for by calls.
 *
 * @param madeAt what moment it tells of
 */
record CredentialReport(Instant madeAt, Map<String, Row> rows) {
    /** The cells of one user by their columns. */
    record Row(Map<String, String> cells) {
        boolean is(String column) {
            return "true".equals(cells.get(column));
        }

        String text(String column) {
            return cells.getOrDefault(column, "");
        }

        /** Null for what is no time: N/A, no_information, not_supported. */
        @Nullable
        Instant time(String column) {
            try {
                return OffsetDateTime.parse(text(column)).toInstant();
            } catch (DateTimeParseException e) {
                return null;
            }
        }

        /** When the key in this slot was made or last changed; null when there is none. */
        @Nullable
        Instant keyChanged(int slot) {
            return time("access_key_" + slot + "_last_rotated");
        }

        /** The only key, when it is active: when it was made or last changed. */
        Optional<Instant> onlyKey() {
            for (int slot = 1; slot <= 2; slot++) {
                Instant changed = keyChanged(slot);
                if (changed != null && is("access_key_" + slot + "_active") && keyChanged(3 - slot) == null) {
                    return Optional.of(changed);
                }
            }
            return Optional.empty();
        }
    }

    static CredentialReport read(String csv, Instant madeAt) {
        Map<String, Row> rows = new HashMap<>();
        List<String> lines = csv.lines().toList();
        String[] columns = lines.isEmpty() ? new String[0] : lines.getFirst().split(",", -1);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length == columns.length) {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < cells.length; i++) {
                    row.put(columns[i], cells[i]);
                }
                rows.put(row.getOrDefault("arn", ""), new Row(row));
            }
        }
        return new CredentialReport(madeAt, rows);
    }

    /** The row of a user, by its ARN. */
    Optional<Row> row(String arn) {
        return Optional.ofNullable(rows.get(arn));
    }
}
