package io.keycanary.store;

import io.keycanary.intake.LedgerException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** Why a database refused, told from the codes of both, and what to do about it. */
enum Failure {
    /** Another transaction came in between: do it again. */
    CONFLICT("kept changing while we wrote; try again"),
    /** Another process holds the write lock. */
    BUSY("is locked by another process for too long; find out which one writes to it and stop it, or try again"),
    /** A rule of the schema was broken: by another transaction in between, or by a bug of ours. */
    CONSTRAINT("refused a row that breaks a rule of its schema"),
    /** No space. */
    FULL("has no space left; nothing was stored: free some space on its disk and try again"),
    /** Bytes that are no database, or a damaged one. */
    NOT_A_DATABASE("is not a SQLite database, or is damaged; move it away, or put it back from a backup"),
    /** File or folder cannot be opened or written. */
    NOT_WRITABLE("cannot be opened for writing; check that its folder exists and that this account may write there"),
    /** Nobody answers. */
    UNREACHABLE("cannot be reached; check its address and that it runs"),
    /** It answers, and does not let us in. */
    NOT_ADMITTED("refused our login; check user, password and database name"),
    /** Anything else. */
    OTHER("failed");

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    /** The failure behind an exception. A pool reports the real reason as a cause of its time-out. */
    static Failure of(Throwable thrown) {
        Failure found = thrown instanceof StaleIncidentException ? CONFLICT : OTHER;
        for (Throwable t = thrown; t != null && found == OTHER; t = t.getCause()) {
            found = switch (t) {
                case SQLiteException sqlite -> ofSqlite(sqlite.getResultCode().code & 0xff);
                case SQLException sql -> ofState(sql.getSQLState());
                default -> OTHER;
            };
        }
        return found;
    }

    /** Primary result codes, https://www.sqlite.org/rescode.html. */
    private static Failure ofSqlite(int code) {
        return switch (code) {
            case 5, 6 -> BUSY;
            case 8, 14, 23, 3 -> NOT_WRITABLE;
            case 11, 26 -> NOT_A_DATABASE;
            case 13 -> FULL;
            case 19 -> CONSTRAINT;
            default -> OTHER;
        };
    }

    /** SQLSTATE, PostgreSQL Appendix A. */
    private static Failure ofState(@Nullable String state) {
        if (state == null) {
            return OTHER;
        }
        return switch (state) {
            case "40001", "40P01" -> CONFLICT;
            case "55P03" -> BUSY;
            case "53100" -> FULL;
            case "25006", "42501" -> NOT_WRITABLE;
            case "28000", "28P01", "3D000" -> NOT_ADMITTED;
            case "57P01", "57P02", "57P03", "53300" -> UNREACHABLE;
            default -> ofClass(state.substring(0, 2));
        };
    }

    private static Failure ofClass(String group) {
        return switch (group) {
            case "08" -> UNREACHABLE;
            case "23" -> CONSTRAINT;
            default -> OTHER;
        };
    }

    /** Whether the same work may succeed at once. */
    boolean passing() {
        return this == CONFLICT || this == BUSY || this == CONSTRAINT;
    }

    /** What to throw when it did not pass: a broken rule of the schema is a bug of ours, the rest is outside. */
    RuntimeException exception(String where, RuntimeException cause) {
        if (this == CONSTRAINT || cause instanceof StaleIncidentException) {
            return new IllegalStateException("the database " + where + " " + words + ": " + reason(cause), cause);
        }
        String detail = this == OTHER ? ": " + reason(cause) : "";
        return new LedgerException("the database " + where + " " + words + detail, cause);
    }

    /** The innermost message on one line: the outer ones repeat the statement. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage() == null
                ? innermost.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : innermost.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }
}
