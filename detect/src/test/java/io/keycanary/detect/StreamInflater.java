package io.keycanary.detect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The streaming inflater behind the interface of those that work on whole inputs. */
final class StreamInflater implements Inflater {
    @Override
    public int inflate(byte[] gzip, int length, PlainBuffer to) {
        to.expect(gzip, length);
        try (InputStream plain = new GzipStream(new ByteArrayInputStream(gzip, 0, length))) {
            return length == 0 ? CANNOT : readAll(plain, to);
        } catch (IOException e) {
            return CANNOT; // DamagedInputException, for there is no input here that could fail
        }
    }

    private static int readAll(InputStream plain, PlainBuffer to) throws IOException {
        int count = 0;
        while (true) {
            byte[] data = to.data();
            count += plain.readNBytes(data, count, data.length - count);
            if (count > to.mostBytes()) {
                return CANNOT;
            }
            if (count < data.length) {
                return count;
            }
            to.grow(count);
        }
    }

    @Override
    public void close() {
        // each input had its own decompressor
    }
}
