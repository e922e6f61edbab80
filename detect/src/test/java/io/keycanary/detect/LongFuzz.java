package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Plays changed seeds into one of the fuzz tests, as many and as fast as wanted: without a look at what code they reach,
 * which is Jazzer's part, and some twenty times as fast. The same number of the same run is the same input, always. Run
 * by {@code bench/fuzz}.
 */
public final class LongFuzz {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_CHANGES = 6;
    private static final long TELL_EVERY = 1 << 24;
    /** Pieces that mean something to what reads them. */
    private static final byte[][] WORDS = Stream.of(
                    "{\"Records\":[",
                    "]}",
                    ",{\"eventVersion\":\"1.08\",\"userIdentity\":",
                    "AKIARZPUZDIKAAAAAAA1",
                    "\"",
                    "\\",
                    "\\u0041",
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "null",
                    "\n",
                    "\"Message\":\"",
                    "\"detail\":",
                    "1e",
                    "\u001f\u008b\u0008",
                    "\u0000\u0000")
            .map(word -> word.getBytes(word.charAt(0) < ' ' ? java.nio.charset.StandardCharsets.ISO_8859_1 : UTF_8))
            .toArray(byte[][]::new);

    private final List<byte[]> seeds;
    private final long seed;
    private byte[] input = new byte[MOST_BYTES];
    private int length;

    private LongFuzz(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.seed = seed;
    }

    /** {@code LongFuzz CLASS METHOD SEEDS-FOLDER FIRST COUNT SEED}. */
    public static void main(String[] args) throws Throwable {
        Class<?> test = Class.forName(args[0]);
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(test, MethodHandles.lookup());
        MethodHandle target = inside.findVirtual(test, args[1], MethodType.methodType(void.class, byte[].class))
                .bindTo(inside.findConstructor(test, MethodType.methodType(void.class))
                        .invoke());
        new LongFuzz(seeds(Path.of(args[2])), Long.parseLong(args[5]))
                .run(target, Long.parseLong(args[3]), Long.parseLong(args[4]));
    }

    private static List<byte[]> seeds(Path folder) throws IOException {
        List<byte[]> seeds = new ArrayList<>(List.of(new byte[0]));
        try (Stream<Path> files =
                Files.walk(folder).filter(Files::isRegularFile).sorted()) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                seeds.add(Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES)));
            }
        }
        return seeds;
    }

    private void run(MethodHandle target, long first, long count) throws Throwable {
        long began = System.nanoTime();
        for (long number = first; number < first + count; number++) {
            byte[] bytes = input(number);
            try {
                target.invokeExact(bytes);
            } catch (Throwable e) { // whatever it is, it is told with the input that brought it
                System.out.println("number " + number + ": " + HexFormat.of().formatHex(bytes));
                throw e;
            }
            if ((number + 1) % TELL_EVERY == 0 || number + 1 == first + count) {
                System.out.printf(
                        "%,d executions, %,.0f/s%n",
                        number + 1 - first, (number + 1 - first) * 1e9 / (System.nanoTime() - began));
            }
        }
    }

    private byte[] input(long number) {
        SplittableRandom random = new SplittableRandom(seed ^ number * 0x9E3779B97F4A7C15L);
        byte[] chosen = seeds.get(random.nextInt(seeds.size()));
        length = chosen.length;
        System.arraycopy(chosen, 0, input, 0, length);
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            change(random);
        }
        return Arrays.copyOf(input, length);
    }

    private void change(SplittableRandom random) {
        int at = random.nextInt(length + 1);
        switch (random.nextInt(8)) {
            case 0 -> flip(at, 1 << random.nextInt(8));
            case 1 -> flip(at, random.nextInt(256));
            case 2 -> length = at;
            case 3 -> remove(at, random.nextInt(1, 32));
            case 4 -> insert(at, WORDS[random.nextInt(WORDS.length)]);
            case 5 -> insert(at, piece(random, input, length));
            case 6 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                insert(at, piece(random, other, other.length));
            }
            default -> insert(at, new byte[] {(byte) random.nextInt(256)});
        }
    }

    private void flip(int at, int bits) {
        if (at < length) {
            input[at] ^= (byte) bits;
        }
    }

    private void remove(int at, int count) {
        int behind = Math.min(length, at + count);
        System.arraycopy(input, behind, input, at, length - behind);
        length -= behind - at;
    }

    private void insert(int at, byte[] piece) {
        int count = Math.min(piece.length, MOST_BYTES - length);
        System.arraycopy(input, at, input, at + count, length - at);
        System.arraycopy(piece, 0, input, at, count);
        length += count;
    }

    private static byte[] piece(SplittableRandom random, byte[] from, int length) {
        int begin = random.nextInt(length + 1);
        return Arrays.copyOfRange(from, begin, Math.min(length, begin + random.nextInt(1, 200)));
    }
}
