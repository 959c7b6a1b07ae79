package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.Counters;
import io.digi.engine.collection.IndexFiles;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for files that nothing refers to.
final class FileSurvey {
    private static final String NUMBER = "[0-9]{1,9}";
    private static final String GRAPH = "[0-9]{1,9}(\\.[0-9a-f]{32})?\\.graph";
    private static final String EXTENT = "[0-9]{1,18}\\.ext";

    private final FileStore files;
    private final FaultSink sink;
    private final MetaSurvey meta;
    private final Map<Integer, Counters> counters;

    /// @param counters of the collections whose definition can be read
    FileSurvey(FileStore files, FaultSink sink, MetaSurvey meta, Map<Integer, Counters> counters) {
        this.files = files;
        this.sink = sink;
        this.meta = meta;
        this.counters = Map.copyOf(counters);
    }

    void survey() {
        for (Path collection : children(Path.of("extents"))) {
            ifNumber(collection, number -> extents(collection, number));
        }
        for (Path collection : children(Path.of("derived"))) {
            ifNumber(collection, number -> derived(collection, number));
        }
        for (Path file : children(Path.of("quarantine"))) {
            sink.found(new Fault.Quarantined(file));
        }
    }

    private void extents(Path directory, int collection) {
        for (Path vector : children(directory)) {
            ifNumber(
                    vector,
                    number -> {
                        for (Path file : children(vector)) {
                            if (!name(file).matches(EXTENT)) {
                                sink.found(new Fault.Foreign(file));
                            } else if (isLeftover(file, collection, number)) {
                                sink.found(new Fault.Leftover(file));
                            }
                        }
                    });
        }
    }

    /// Rows behind the drained ones were never acknowledged as being in an extent: the store has
    /// them.
    private boolean isLeftover(Path file, int collection, int vector) {
        Optional<Definition> definition = definition(collection);
        if (definition.isEmpty()) {
            return !meta.isKnown(collection);
        }
        Counters known = counters.get(collection);
        if (known == null) {
            return false;
        }
        Extents extents = new Extents(files, definition.get(), known);
        String digits = name(file).substring(0, name(file).indexOf('.'));
        return !extents.hasVector(vector) || Long.parseLong(digits) >= extents.count(vector);
    }

    private void derived(Path directory, int collection) {
        for (Path file : children(directory)) {
            boolean isGraph = name(file).matches(GRAPH);
            boolean isIndex = IndexFiles.id(file).isPresent();
            if (!isGraph && !isIndex && !name(file).equals("state")) {
                sink.found(new Fault.Foreign(file));
            } else if (!meta.isKnown(collection) || (isGraph && !hasVector(collection, file))) {
                sink.found(new Fault.Leftover(file));
            }
        }
    }

    private boolean hasVector(int collection, Path graph) {
        int number = Integer.parseInt(name(graph).substring(0, name(graph).indexOf('.')));
        return definition(collection)
                .map(known -> known.places().values().stream().anyMatch(p -> p.number() == number))
                .orElse(true);
    }

    private Optional<Definition> definition(int number) {
        return meta.definitions().stream().filter(d -> d.number() == number).findFirst();
    }

    private interface NumberedDirectory {
        void look(int number);
    }

    private void ifNumber(Path path, NumberedDirectory action) {
        if (name(path).matches(NUMBER)) {
            action.look(Integer.parseInt(name(path)));
        } else {
            sink.found(new Fault.Foreign(path));
        }
    }

    /// What is in a directory; what should be one and is none is foreign.
    private List<Path> children(Path directory) {
        try {
            return files.list(directory);
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.MediumFailed) {
                sink.found(new Fault.Foreign(directory));
                return List.of();
            }
            throw e;
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
