package io.digi.engine.verify;

import io.digi.model.error.Problem;
import io.digi.storage.kv.KvFamily;
import java.nio.file.Path;

/// The words for what is about no collection, or about one that is not known.
final class FindingTexts {
    private static final String BACKUP = "restore a backup";

    private FindingTexts() {}

    static Finding text(Fault fault) {
        return switch (fault) {
            case Fault.Unreadable(Problem.Corrupt problem) ->
                    damage(problem.file(), problem.detail(), BACKUP).at(problem.offset());
            case Fault.LogDamaged(Path file, long from, long to) ->
                    damage(
                                    file.toString(),
                                    "the log is damaged up to byte %d, and writes after it are lost"
                                            .formatted(to),
                                    BACKUP)
                            .at(from);
            case Fault.LogTorn(Path file, long offset) ->
                    note(
                                    file.toString(),
                                    "the log ends with a write that was not acknowledged",
                                    "nothing: the next opening drops it")
                            .at(offset);
            case Fault.BadDefinition(int number, String detail) ->
                    damage(
                            "kv/meta",
                            "collection number %d has an unreadable definition: %s"
                                    .formatted(number, detail),
                            BACKUP);
            case Fault.StrayMeta(_, String what) -> Findings.repairable("kv/meta", what);
            case Fault.NumbersBehind(int last) ->
                    Findings.repairable(
                            "kv/meta",
                            "the number of the last collection is forgotten, it is " + last);
            case Fault.Ownerless(KvFamily family, int number, long count) ->
                    damage(
                            "kv/" + family.name(),
                            "%d keys belong to collection number %d, which has no definition"
                                    .formatted(count, number),
                            BACKUP);
            case Fault.Uncleared(int number) ->
                    note(
                            "kv/meta",
                            "collection number %d was dropped and is not cleared away yet"
                                    .formatted(number),
                            "nothing: the next opening goes on with it");
            case Fault.Leftover(Path file) ->
                    note(file.toString(), "nothing refers to it", "`digi repair` removes it");
            case Fault.Foreign(Path file) ->
                    note(file.toString(), "it is not Digi's", "put it elsewhere");
            case Fault.Quarantined(Path file) ->
                    note(
                            file.toString(),
                            "it was put aside because it was damaged",
                            "after a repair, once nothing is reported, it may be removed");
            case Fault.OfCollection _ ->
                    throw new IllegalArgumentException("has other words: " + fault);
        };
    }

    private static Finding note(String file, String what, String advice) {
        return Finding.of(Severity.NOTE, file, what, advice);
    }

    private static Finding damage(String file, String what, String advice) {
        return Finding.of(Severity.DAMAGE, file, what, advice);
    }
}
