package io.keycanary.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * How far a file was delivered, and how to tell that it is still the same file.
 *
 * @param offset bytes before it are delivered and never read again; 0 for gzip, which is always read whole
 * @param end bytes from {@code offset} to here are delivered too, but may have ended within a record: when the file
 *     changes they are read again
 * @param modifiedMicros modification time of the file when that was so
 * @param print {@link Fingerprint} of the bytes before {@code end}
 */
record Position(long offset, long end, long modifiedMicros, String print) {
    /** Nothing was delivered. */
    static final Position START = new Position(0, 0, 0, "-");

    /** The stored form; {@link #START} for one that this version does not understand, so that the file is read again. */
    static Position of(String stored) {
        return parse(stored).orElse(START);
    }

    private static Optional<Position> parse(String stored) {
        String[] parts = stored.split(" ", -1);
        if (parts.length != 5 || !parts[0].equals("1")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(
                    Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[4]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Everything before {@code offset} delivered for good. */
    static Position at(long offset, FileChannel file, Sight sight) throws IOException {
        return at(offset, offset, file, sight);
    }

    static Position at(long offset, long end, FileChannel file, Sight sight) throws IOException {
        return new Position(offset, end, micros(sight), Fingerprint.of(file, end));
    }

    /** Whether the file still begins with what was delivered. */
    boolean fits(FileChannel file) throws IOException {
        return end == 0 || (file.size() >= end && Fingerprint.of(file, end).equals(print));
    }

    /** Whether it is delivered to its end and did not change since. */
    boolean covers(long bytes, Sight sight) {
        return bytes == end && (offset == end || modifiedMicros == micros(sight));
    }

    String stored() {
        return "1 " + offset + " " + end + " " + modifiedMicros + " " + print;
    }

    private static long micros(Sight sight) {
        return sight.modified().to(java.util.concurrent.TimeUnit.MICROSECONDS);
    }
}
