package io.digi.cli.house;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which module may compile against which: the table that `ARCHITECTURE.md` shows. What is allowed
/// is listed in full; nothing is inherited from a module that is allowed.
enum ModuleTable {
    MODEL,
    INDEX,
    STORAGE(MODEL),
    TEXT(MODEL),
    ENGINE(MODEL, INDEX, STORAGE, TEXT),
    PROTO,
    WIRE(MODEL, PROTO),
    REMOTE(MODEL, WIRE),
    INFERENCE(MODEL, TEXT),
    SERVER(MODEL, WIRE, STORAGE),
    REPOSITORY(MODEL),
    CHROMA(MODEL, STORAGE),
    OPS(MODEL, STORAGE, CHROMA),
    TESTKIT(MODEL),
    STACK(MODEL),
    BENCH(MODEL, INDEX, STORAGE, ENGINE),
    CLI(
            MODEL,
            INDEX,
            STORAGE,
            TEXT,
            ENGINE,
            PROTO,
            WIRE,
            REMOTE,
            INFERENCE,
            SERVER,
            REPOSITORY,
            CHROMA,
            OPS,
            STACK,
            BENCH);

    /// The door of the library, which stands outside of the packages of its module.
    static final String DOOR = "io.digi.Digi";

    private final Set<ModuleTable> uses;

    ModuleTable(ModuleTable... uses) {
        this.uses = Set.of(uses);
    }

    static List<ModuleTable> all() {
        return Arrays.asList(values());
    }

    String artifact() {
        return this == STACK ? "digi-stack-tests" : "digi-" + word();
    }

    /// The root of the packages that only this module has.
    String rootPackage() {
        return "io.digi." + word();
    }

    boolean owns(String className) {
        return className.startsWith(rootPackage() + ".") || (this == ENGINE && isDoor(className));
    }

    /// Root packages of modules that this one must not know.
    Set<ModuleTable> forbidden() {
        return all().stream()
                .filter(other -> other != this && !uses.contains(other))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Stream<ModuleTable> allowed() {
        return uses.stream();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean isDoor(String className) {
        return className.equals(DOOR)
                || className.startsWith(DOOR + "$")
                || className.equals("io.digi.package-info");
    }
}
