package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.model.error.DigiException;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import io.digi.storage.kv.KvReads;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks at the family `meta`: which collections there are, and that all else there belongs to one.
final class MetaSurvey {
    private static final int TAGGED_KEY_SIZE = 5;

    private final KvReads kv;
    private final FaultSink sink;
    private final List<Definition> definitions = new ArrayList<>();
    private final Set<Integer> unreadable = new HashSet<>();
    private final Set<Integer> dropped = new HashSet<>();

    MetaSurvey(KvReads kv, FaultSink sink) {
        this.kv = kv;
        this.sink = sink;
    }

    void survey() {
        forEach('n', this::definition);
        forEach(
                'g',
                (key, _) -> {
                    dropped.add(number(key));
                    sink.found(new Fault.Uncleared(number(key)));
                });
        forEach(
                's',
                (key, _) -> {
                    if (!isKnown(number(key))) {
                        stray(
                                key,
                                "counters of collection number %d, which is not there"
                                        .formatted(number(key)));
                    }
                });
        forEach('a', this::alias);
        lastNumber();
        sink.settle();
    }

    /// The collections whose definition can be read.
    List<Definition> definitions() {
        return definitions;
    }

    /// Whether a collection is defined, readably or not, or dropped and not cleared away yet.
    boolean isKnown(int number) {
        return unreadable.contains(number)
                || dropped.contains(number)
                || definitions.stream().anyMatch(d -> d.number() == number);
    }

    private void definition(byte[] key, byte[] value) {
        int number = number(key);
        try {
            Definition definition = Definition.decode(value);
            Optional<String> fault = fault(number, definition);
            if (fault.isEmpty()) {
                definitions.add(definition);
            } else {
                unreadable(number, fault.get());
            }
        } catch (DigiException | IllegalArgumentException e) {
            unreadable(number, String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> fault(int number, Definition definition) {
        if (definition.number() != number) {
            return Optional.of("it is that of number " + definition.number());
        }
        return definitions.stream()
                .filter(other -> other.name().equals(definition.name()))
                .findFirst()
                .map(other -> "it has the name of collection number " + other.number());
    }

    private void unreadable(int number, String detail) {
        unreadable.add(number);
        sink.found(new Fault.BadDefinition(number, detail));
    }

    private void alias(byte[] key, byte[] value) {
        int number = RecordSurvey.slot(value);
        if (!isKnown(number) || dropped.contains(number)) {
            String alias = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
            stray(key, "alias `%s` leads to no collection".formatted(alias));
        }
    }

    private void lastNumber() {
        int last =
                kv.get(Families.META, Keys.directoryCounters()).map(RecordSurvey::slot).orElse(0);
        int greatest =
                Stream.of(
                                definitions.stream().map(Definition::number),
                                unreadable.stream(),
                                dropped.stream())
                        .flatMap(numbers -> numbers)
                        .mapToInt(number -> number)
                        .max()
                        .orElse(0);
        if (last < greatest) {
            sink.found(new Fault.NumbersBehind(greatest));
        }
    }

    private void stray(byte[] key, String what) {
        sink.found(new Fault.StrayMeta(new StoredKey(key), what));
    }

    private interface EntryVisitor {
        void visit(byte[] key, byte[] value);
    }

    private void forEach(char tag, EntryVisitor visitor) {
        try (KvCursor entries = kv.scan(Families.META, KvRange.prefix(Keys.tag(tag)))) {
            while (entries.next()) {
                byte[] key = entries.key();
                if (tag != 'a' && key.length != TAGGED_KEY_SIZE) {
                    stray(key, "the key %s means nothing".formatted(new StoredKey(key)));
                } else {
                    visitor.visit(key, entries.value());
                }
            }
        }
    }

    private static int number(byte[] key) {
        return ByteBuffer.wrap(key).getInt(1);
    }
}
