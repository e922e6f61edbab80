package io.keycanary.detectnative;

import io.keycanary.detect.Inflater;
import io.keycanary.detect.PlainBuffer;
import java.lang.foreign.MemorySegment;

/** Inflates by libdeflate, in place. It checks checksum and length of each member itself. */
final class LibdeflateInflater implements Inflater {
    private final Libdeflate library;
    private final long[] read = new long[1];
    private final long[] written = new long[1];
    private final MemorySegment readSegment = MemorySegment.ofArray(read);
    private final MemorySegment writtenSegment = MemorySegment.ofArray(written);
    private long decompressor;

    LibdeflateInflater(Libdeflate library) {
        this.library = library;
        this.decompressor = library.allocate();
    }

    @Override
    public int inflate(byte[] gzip, int length, PlainBuffer to) {
        if (decompressor == 0) {
            throw new IllegalStateException("closed");
        }
        to.expect(gzip, length);
        int at = 0;
        int count = 0;
        do {
            if (!member(gzip, at, length, to, count) || count + written[0] > to.mostBytes()) {
                return CANNOT;
            }
            count += (int) written[0];
            at = Inflater.behindPadding(gzip, at + (int) read[0], length);
        } while (at < length);
        return count;
    }

    private boolean member(byte[] gzip, int from, int end, PlainBuffer to, int count) {
        MemorySegment in = behind(gzip, from);
        int result;
        do {
            MemorySegment out = behind(to.data(), count);
            int room = to.data().length - count;
            result = library.decompress(decompressor, in, end - from, out, room, readSegment, writtenSegment);
        } while (result == Libdeflate.INSUFFICIENT_SPACE && to.grow(count));
        return result == Libdeflate.SUCCESS;
    }

    private static MemorySegment behind(byte[] bytes, int index) {
        MemorySegment all = MemorySegment.ofArray(bytes);
        return index == 0 ? all : all.asSlice(index);
    }

    @Override
    public void close() {
        library.free(decompressor);
        decompressor = 0;
    }
}
