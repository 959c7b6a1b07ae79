package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.collection.CheckpointAudit;
import io.digi.engine.collection.Counters;
import io.digi.engine.collection.MemoryProblems;
import io.digi.engine.generation.GenerationAudit;
import io.digi.engine.generation.IndexPlan;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.record.StoredVector;
import io.digi.index.memory.MemoryBudget;
import io.digi.index.memory.MemoryRefusedException;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.VectorName;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvReads;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Looks at everything that belongs to one collection, in an order in which each part may rely on
/// those before: counters, extents, records, then what is derived from them.
final class CollectionSurvey {
    private final KvReads kv;
    private final FileStore files;
    private final MemoryBudget memory;
    private final Definition definition;
    private final FaultSink sink;
    private final Progress progress;

    CollectionSurvey(
            KvReads kv,
            FileStore files,
            MemoryBudget memory,
            Definition definition,
            FaultSink sink,
            Progress progress) {
        this.kv = kv;
        this.files = files;
        this.memory = memory;
        this.definition = definition;
        this.sink = sink;
        this.progress = progress;
    }

    /// What was seen of a collection.
    ///
    /// @param counters as they are stored, or should be
    record Seen(Counters counters, RecordTotals totals, long extents, long extentBytes) {}

    Seen survey() {
        Counters counters = counters();
        Extents extents = new Extents(files, definition, counters);
        RecordSurvey records = new RecordSurvey(kv, definition, sink);
        ExtentSurvey extentSurvey = new ExtentSurvey(files, definition, sink);
        Set<Path> damaged =
                extentSurvey.survey(extents, records.totals(), done -> at("extents", done));
        sink.settle();
        RecordTotals totals;
        try (RowSources sources = new RowSources(kv, files)) {
            RowReader rows = new RowReader(kv, definition, extents, sources, damaged);
            totals = records.survey(rows, done -> at("points", done));
        }
        sink.settle();
        KeySurvey keys = new KeySurvey(kv, definition, sink);
        keys.ids();
        keys.rows(extents, totals);
        keys.changes(totals);
        sink.settle();
        Counters right = totals.corrected(counters);
        if (!right.equals(counters)) {
            sink.found(new Fault.CountersWrong(definition, right, difference(counters, right)));
        }
        sink.settle();
        checkpoint(right, extents);
        graphs(extents);
        return new Seen(right, totals, extentSurvey.count(), extentSurvey.sizeBytes());
    }

    private void at(String what, long done) {
        progress.at("collection %s: %s".formatted(definition.name().value(), what), done);
    }

    private Counters counters() {
        Optional<byte[]> stored = kv.get(Families.META, Keys.counters(definition.number()));
        try {
            Counters counters =
                    Counters.decode(stored.orElseThrow(CollectionSurvey::countersMissing));
            definition.places().values().forEach(place -> counters.rows(place.number()));
            return counters;
        } catch (DigiException e) {
            if (!(e.problem() instanceof Problem.Corrupt problem)) {
                throw e;
            }
            Counters rebuilt = new CountersRebuild(kv, definition).counters();
            sink.found(new Fault.CountersWrong(definition, rebuilt, problem.detail()));
            sink.settle();
            return rebuilt;
        }
    }

    private static DigiException countersMissing() {
        return new DigiException(new Problem.Corrupt("kv/meta", 0, "they are missing"));
    }

    private static String difference(Counters stored, Counters right) {
        if (stored.pointCount() != right.pointCount()) {
            return "they count %d points, %d are stored"
                    .formatted(stored.pointCount(), right.pointCount());
        }
        if (stored.slotEnd() != right.slotEnd()) {
            return "slots end at %d, a point is in slot %d"
                    .formatted(stored.slotEnd(), right.slotEnd() - 1);
        }
        if (stored.operationNumber() != right.operationNumber()) {
            return "the last operation is %d, a point or change knows number %d"
                    .formatted(stored.operationNumber(), right.operationNumber());
        }
        return "rows end at %s, expected %s".formatted(stored.rows(), right.rows());
    }

    /// Needs every record to be readable; else there is nothing to compare with.
    private void checkpoint(Counters counters, Extents extents) {
        at("checkpoint", 0);
        try (RowSources sources = new RowSources(kv, files)) {
            RowReader rows = new RowReader(kv, definition, extents, sources, Set.of());
            new CheckpointAudit(
                            kv,
                            files,
                            memory,
                            (vector, slot, row) -> hasElements(rows, vector, slot, row))
                    .fault(definition, counters.operationNumber())
                    .ifPresent(detail -> sink.found(new Fault.CheckpointWrong(definition, detail)));
        } catch (DigiException e) {
            if (!(e.problem() instanceof Problem.Corrupt)) {
                throw e;
            }
        }
        sink.settle();
    }

    /// Needs every record to be readable, too.
    private void graphs(Extents extents) {
        at("graphs", 0);
        try (RowSources sources = new RowSources(kv, files)) {
            RowReader rows = new RowReader(kv, definition, extents, sources, Set.of());
            for (VectorName name : definition.places().keySet()) {
                IndexPlan plan = IndexPlan.of(definition, name);
                new GenerationAudit(
                                files,
                                memory,
                                (slot, row) -> elements(rows, plan.vector(), slot, row))
                        .faults(plan)
                        .forEach(problem ->
                                sink.found(
                                        new Fault.GraphWrong(definition, plan.vector(), problem)));
            }
        } catch (MemoryRefusedException e) {
            throw MemoryProblems.of(e);
        }
        sink.settle();
    }

    private Optional<float[]> elements(RowReader rows, int vector, int slot, long row) {
        return kv.get(Families.RECORDS, Keys.record(definition.number(), slot))
                .flatMap(RecordSurvey::decode)
                .flatMap(point -> point.vector(vector))
                .filter(stored -> stored.row() == row)
                .flatMap(rows::elements);
    }

    private boolean hasElements(RowReader rows, int vector, int slot, long row) {
        return kv.get(Families.RECORDS, Keys.record(definition.number(), slot))
                .flatMap(RecordSurvey::decode)
                .flatMap(point -> point.vector(vector))
                .map(now -> new StoredVector(vector, row, now.norm(), now.crc()))
                .filter(then -> rows.lost(then).isEmpty())
                .isPresent();
    }
}
