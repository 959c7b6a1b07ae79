package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.embedded.EngineStorage;
import io.digi.engine.embedded.LocalStorage;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvStore;
import io.digi.storage.kv.LogVerdict;
import io.digi.storage.kv.RocksKv;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Checks a storage directory: everything derived is held against the stored points, and every
/// checksum is looked at.
///
/// It needs the directory for itself and changes nothing of the data. The store is opened
/// read-only, so that not even its log is replayed to disk; files are read by position, and damaged
/// ones stay where they are. What it does write: `LOCK`, which names the owner, and RocksDB's
/// information log `kv/LOG`.
public final class Verification {
    private static final Path KV = Path.of("kv");

    private Verification() {}

    /// Throws [Problem.BadRequest], [Problem.NewerFormat] or [Problem.DirectoryInUse] if there is
    /// nothing that may be checked. What is wrong with the data is in the report.
    public static VerifyReport of(Path directory, EngineSettings settings, Progress progress) {
        EngineStorage storage = LocalStorage.readOnly(directory, settings);
        try (OwnedStorage _ = OwnedStorage.of(storage.files())) {
            return of(storage, settings, progress);
        }
    }

    /// The same for a directory that is owned already and whose store is not open.
    static VerifyReport of(EngineStorage storage, EngineSettings settings, Progress progress) {
        Findings findings = new Findings();
        Map<Definition, CollectionCount> counts = Map.of();
        try {
            checkLog(storage.files(), findings);
            if (storage.files().exists(KV)) {
                try (KvStore kv = storage.openKv().get()) {
                    MemoryBudget memory = new MemoryBudget(settings.memoryLimitBytes());
                    counts =
                            new StorageSurvey(kv, storage.files(), memory, findings, progress)
                                    .survey();
                }
            }
        } catch (DigiException e) {
            if (!(e.problem() instanceof Problem.Corrupt problem)) {
                throw e;
            }
            findings.found(new Fault.Unreadable(problem));
        }
        return findings.report(withFaults(counts, findings));
    }

    private static List<CollectionCount> withFaults(
            Map<Definition, CollectionCount> counts, Findings findings) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue().withFaults(findings.faultsOf(entry.getKey())))
                .toList();
    }

    /// A store that was never opened has nothing to check.
    private static void checkLog(FileStore files, Findings findings) {
        if (!files.exists(KV)) {
            if (files.exists(Path.of("extents"))) {
                findings.found(
                        new Fault.Unreadable(
                                new Problem.Corrupt(
                                        "kv", 0, "it is missing, although there are extents")));
            }
            return;
        }
        LogVerdict verdict = RocksKv.checkLog(files.root().resolve(KV));
        switch (verdict) {
            case LogVerdict.Clean() -> {}
            case LogVerdict.TornTail(Path file, long offset) ->
                    findings.found(new Fault.LogTorn(relative(files, file), offset));
            case LogVerdict.Damaged(Path file, long from, long to) ->
                    findings.found(new Fault.LogDamaged(relative(files, file), from, to));
        }
    }

    private static Path relative(FileStore files, Path file) {
        return files.root().relativize(file);
    }
}
