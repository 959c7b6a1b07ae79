package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.extent.ExtentCopy;
import io.digi.model.error.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts what a survey finds into words, and keeps it.
final class Findings implements FaultSink {
    private static final String REPAIR = "`digi repair` mends it";
    private static final String DROP_VECTORS =
            "restore a backup, or give the vector up: `digi repair --drop-damaged-vectors`";
    private static final String DROP_POINTS =
            "restore a backup, or give the point up: `digi repair --drop-damaged-points`";

    private final List<Finding> listed = new ArrayList<>();
    private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    private final Map<Integer, Long> faultsByCollection = new HashMap<>();

    @Override
    public boolean found(Fault fault) {
        if (fault instanceof Fault.OfCollection of) {
            faultsByCollection.merge(of.definition().number(), 1L, Long::sum);
        }
        texts(fault).forEach(this::add);
        return false;
    }

    private void add(Finding finding) {
        counts.merge(finding.severity(), 1L, Long::sum);
        if (listed.size() < VerifyReport.LISTED_MAX) {
            listed.add(finding);
        }
    }

    /// Faults of a collection, which are no mere notes.
    long faultsOf(Definition definition) {
        return faultsByCollection.getOrDefault(definition.number(), 0L);
    }

    VerifyReport report(List<CollectionCount> collections) {
        return new VerifyReport(listed, counts, collections);
    }

    /// One finding for most faults; one for each vector or block of those that have several.
    private static List<Finding> texts(Fault fault) {
        return switch (fault) {
            case Fault.VectorsLost lost ->
                    lost.lost().stream().map(vector -> text(lost, vector)).toList();
            case Fault.ExtentDamaged damaged ->
                    damaged.problems().stream().map(problem -> text(damaged, problem)).toList();
            case Fault.OfCollection of -> List.of(text(of).in(of.definition().name()));
            case Fault other -> List.of(FindingTexts.text(other));
        };
    }

    private static Finding text(Fault.OfCollection fault) {
        return switch (fault) {
            case Fault.CountersWrong(_, _, String detail) ->
                    repairable("kv/meta", "its counters are wrong: " + detail);
            case Fault.BadRecord(_, int slot, Problem.Corrupt problem) ->
                    damage(
                                    problem.file(),
                                    "the record in slot %d cannot be read: %s"
                                            .formatted(slot, problem.detail()),
                                    DROP_POINTS)
                            .at(problem.offset());
            case Fault.IdMissing(_, int slot, var name) ->
                    repairable("kv/ids", "the id does not lead to its point, in slot " + slot)
                            .about(name);
            case Fault.IdStray(_, _, String detail) -> repairable("kv/ids", detail);
            case Fault.RecordObsolete(_, int slot, int newer, var name) ->
                    repairable(
                                    "kv/records",
                                    "slot %d holds an older record of the point in slot %d"
                                            .formatted(slot, newer))
                            .about(name);
            case Fault.RowStray(_, _, String detail) -> repairable("kv/rows", detail);
            case Fault.ChangesBad(_, String detail) -> repairable("kv/changes", detail);
            case Fault.CheckpointWrong(Definition definition, String detail) ->
                    repairable("derived/%d/state".formatted(definition.number()), detail);
            case Fault.GraphWrong(_, _, Problem.Corrupt problem) ->
                    repairable(problem.file(), problem.detail()).at(problem.offset());
            case Fault.VectorsLost _, Fault.ExtentDamaged _ ->
                    throw new IllegalArgumentException("has several texts: " + fault);
        };
    }

    private static Finding text(Fault.VectorsLost fault, LostVector lost) {
        Definition definition = fault.definition();
        String vector =
                definition.places().values().stream().anyMatch(p -> p.number() == lost.number())
                        ? "vector \"%s\"".formatted(definition.vectorName(lost.number()).value())
                        : "vector number " + lost.number();
        String what = "%s, row %d: %s".formatted(vector, lost.row(), lost.detail());
        return damage(lost.file(), what, DROP_VECTORS)
                .at(lost.offset())
                .in(definition.name())
                .about(fault.point().name());
    }

    private static Finding text(Fault.ExtentDamaged fault, Problem.Corrupt problem) {
        ExtentCopy extent = fault.extent();
        String what =
                "rows %d to %d: %s"
                        .formatted(extent.firstRow(), extent.endRow() - 1, problem.detail());
        return repairable(problem.file(), what).at(problem.offset()).in(fault.definition().name());
    }

    static Finding repairable(String file, String what) {
        return Finding.of(Severity.REPAIRABLE, file, what, REPAIR);
    }

    private static Finding damage(String file, String what, String advice) {
        return Finding.of(Severity.DAMAGE, file, what, advice);
    }
}
