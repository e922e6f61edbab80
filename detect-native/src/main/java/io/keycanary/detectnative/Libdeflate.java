package io.keycanary.detectnative;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The functions of libdeflate (libdeflate.h, since 1.3) that inflating takes, linked at run time. */
@SuppressWarnings("restricted") // calling native code is what this class is for
final class Libdeflate {
    /** Names a library to be used instead of the installed one. */
    static final String PROPERTY = "keycanary.libdeflate";

    static final String ENVIRONMENT = "KEYCANARY_LIBDEFLATE";

    static final int SUCCESS = 0;
    static final int INSUFFICIENT_SPACE = 3;

    /** As the dynamic linker knows it, and where Homebrew keeps it beside the linker's path. */
    private static final List<String> USUAL_NAMES = List.of(
            "libdeflate.so.0",
            "libdeflate.so",
            "libdeflate.0.dylib",
            "/opt/homebrew/lib/libdeflate.0.dylib",
            "/usr/local/lib/libdeflate.0.dylib",
            "libdeflate.dll");

    private final MethodHandle allocate;
    private final MethodHandle decompress;
    private final MethodHandle free;

    private Libdeflate(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        this.allocate = linker.downcallHandle(
                library.findOrThrow("libdeflate_alloc_decompressor"), FunctionDescriptor.of(JAVA_LONG));
        this.free = linker.downcallHandle(
                library.findOrThrow("libdeflate_free_decompressor"), FunctionDescriptor.ofVoid(JAVA_LONG));
        // Works on Java's arrays in place. The garbage collector waits meanwhile: about 0.6 ms per MB of plain bytes.
        this.decompress = linker.downcallHandle(
                library.findOrThrow("libdeflate_gzip_decompress_ex"),
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS),
                Linker.Option.critical(true));
    }

    /** What came of looking for the library: one of the two. */
    record Linked(@Nullable Libdeflate library, @Nullable String obstacle) {
        Libdeflate functions() {
            if (library == null) {
                throw new IllegalStateException("libdeflate " + obstacle);
            }
            return library;
        }
    }

    /** Finds the library under the name that was given, else under the usual ones. */
    static Linked link(Properties properties, Map<String, String> environment) {
        String given = properties.getProperty(PROPERTY, environment.getOrDefault(ENVIRONMENT, ""));
        List<String> names = given.isEmpty() ? USUAL_NAMES : List.of(given);
        try {
            for (String name : names) {
                SymbolLookup library = open(name);
                if (library != null) {
                    return new Linked(new Libdeflate(library), null);
                }
            }
        } catch (java.util.NoSuchElementException | UnsupportedOperationException | IllegalCallerException e) {
            // a library without these functions, a platform without a linker, native access denied: the scan goes on in
            // Java
            return new Linked(null, "cannot be linked: " + e.getMessage());
        }
        return new Linked(
                null,
                given.isEmpty()
                        ? "is not installed; large scans are faster with it (apt install libdeflate0, dnf install"
                                + " libdeflate, apk add libdeflate, brew install libdeflate)"
                        : "is not at " + given + ", where " + PROPERTY + " or " + ENVIRONMENT + " says it is");
    }

    private static @Nullable SymbolLookup open(String name) {
        try {
            return SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException e) {
            return null; // not here under this name
        }
    }

    /** A new decompressor, for one thread. */
    long allocate() {
        try {
            long decompressor = (long) allocate.invokeExact();
            if (decompressor == 0) {
                throw new OutOfMemoryError("libdeflate got no memory");
            }
            return decompressor;
        } catch (Throwable e) { // what invokeExact declares; nothing is swallowed: it is thrown on as an error
            throw unexpected(e);
        }
    }

    /** Inflates one member; tells how much it read and wrote by the last two. */
    int decompress(
            long decompressor,
            MemorySegment in,
            long length,
            MemorySegment out,
            long room,
            MemorySegment read,
            MemorySegment written) {
        try {
            return (int) decompress.invokeExact(decompressor, in, length, out, room, read, written);
        } catch (Throwable e) { // what invokeExact declares; nothing is swallowed: it is thrown on as an error
            throw unexpected(e);
        }
    }

    void free(long decompressor) {
        try {
            free.invokeExact(decompressor);
        } catch (Throwable e) { // what invokeExact declares; nothing is swallowed: it is thrown on as an error
            throw unexpected(e);
        }
    }

    /** A call into C throws nothing; what comes is an error of the JVM, such as no memory. */
    private static Error unexpected(Throwable e) {
        return e instanceof Error error ? error : new AssertionError(e);
    }
}
