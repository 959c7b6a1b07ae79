package io.digi.index.address;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/// The few native functions, of `src/main/native/digi.c`: many prefetches in a call, and products
/// of bytes. Loaded once where they were built for the platform; the property `digi.native` set to
/// `off` leaves them out. Callers ask what is there and do without otherwise.
///
/// Calls are *critical*: they take arrays of the heap and a few nanoseconds, and a garbage
/// collection waits for them, so each has work for microseconds only.
public final class NativeCode {
    private static final String PROPERTY = "digi.native";

    private static final Library LIBRARY = load();
    private static final MethodHandle PREFETCH =
            LIBRARY.function(
                    "digi_prefetch",
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT);
    private static final MethodHandle BYTE_SUMS =
            LIBRARY.function(
                    "digi_byte_sums",
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_DOUBLE,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS);
    private static final MethodHandle SPLIT =
            LIBRARY.function(
                    "digi_split", ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final boolean PREFETCHES = LIBRARY.symbols().isPresent();
    private static final boolean MULTIPLIES_BYTES = PREFETCHES && hasByteSums();

    private NativeCode() {}

    /// Which functions are there, or why none is, for the log.
    public static String description() {
        if (!PREFETCHES) {
            return "no native code (%s)".formatted(LIBRARY.reason());
        }
        return MULTIPLIES_BYTES ? "native prefetch and byte products" : "native prefetch";
    }

    /// Whether [#prefetch(MemorySegment, int, int)] does anything.
    public static boolean prefetches() {
        return PREFETCHES;
    }

    /// Whether [#byteSums] and [#split] may be called.
    public static boolean multipliesBytes() {
        return MULTIPLIES_BYTES;
    }

    /// Prefetches `sizeBytes` from each of the first `count` addresses, longs in `addresses`.
    public static void prefetch(MemorySegment addresses, int count, int sizeBytes) {
        try {
            PREFETCH.invokeExact(addresses, count, sizeBytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Products of one query with many rows of bytes.
    ///
    /// @param query `[planeCount × dimension]` bytes: its numbers, or what [#split] made of them
    /// @param dimension a multiple of 64
    /// @param addresses `[count]` longs: where rows of `dimension` bytes start
    /// @param step factor of all sums
    /// @param numberSum sum of the query's numbers
    /// @param sums `[count]` floats: `step · Σ numberᵢ·rowᵢ`
    public static void byteSums(
            MemorySegment query,
            int planeCount,
            int dimension,
            MemorySegment addresses,
            int count,
            double step,
            long numberSum,
            MemorySegment sums) {
        try {
            BYTE_SUMS.invokeExact(
                    query, planeCount, dimension, addresses, count, step, numberSum, sums);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Splits `numbers [dimension]`, ints from -16,256 to 16,256, into two planes of `query`.
    public static void split(MemorySegment numbers, int dimension, MemorySegment query) {
        try {
            SPLIT.invokeExact(numbers, dimension, query);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static boolean hasByteSums() {
        try {
            return (int) LIBRARY.question("digi_has_byte_sums").invokeExact() != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static AssertionError unexpected(Throwable e) {
        return new AssertionError("a native function cannot throw", e);
    }

    private static Library load() {
        if (System.getProperty(PROPERTY, "").equals("off")) {
            return Library.none(PROPERTY + "=off");
        }
        String platform = platform();
        try (InputStream code = NativeCode.class.getResourceAsStream(platform + "/libdigi.so")) {
            return code == null ? Library.none("not built for " + platform) : open(code);
        } catch (IOException | IllegalArgumentException | IllegalCallerException e) {
            return Library.none(String.valueOf(e.getMessage()));
        }
    }

    /// Restricted because native code can do anything.
    @SuppressWarnings("restricted")
    private static Library open(InputStream code) throws IOException {
        Path file = Files.createTempFile("digi", ".so");
        try {
            Files.copy(code, file, StandardCopyOption.REPLACE_EXISTING);
            return new Library(Optional.of(SymbolLookup.libraryLookup(file, Arena.global())), "");
        } finally {
            Files.delete(file);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "");
        return system + "-" + (arch.equals("amd64") ? "x64" : arch);
    }

    /// @param symbols empty without native code
    /// @param reason why there is none
    private record Library(Optional<SymbolLookup> symbols, String reason) {
        static Library none(String reason) {
            return new Library(Optional.empty(), reason);
        }

        /// Does nothing without native code.
        MethodHandle function(String name, MemoryLayout... parameters) {
            return bind(name, FunctionDescriptor.ofVoid(parameters));
        }

        MethodHandle question(String name) {
            return bind(name, FunctionDescriptor.of(ValueLayout.JAVA_INT));
        }

        @SuppressWarnings("restricted")
        private MethodHandle bind(String name, FunctionDescriptor descriptor) {
            if (symbols.isEmpty()) {
                return MethodHandles.empty(descriptor.toMethodType());
            }
            return Linker.nativeLinker()
                    .downcallHandle(
                            symbols.get().findOrThrow(name),
                            descriptor,
                            Linker.Option.critical(/* allowHeapAccess= */ true));
        }
    }
}
