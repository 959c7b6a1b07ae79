package io.digi.engine.verify;

import io.digi.engine.embedded.EngineSettings;
import io.digi.engine.embedded.EngineStorage;
import io.digi.engine.embedded.LocalStorage;
import io.digi.index.memory.MemoryBudget;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mends a storage directory that no engine has open, and checks it afterwards. Everything that is
/// derived from the stored points is made anew where it disagrees with them; what is lost stays
/// reported, unless the options allow to give it up.
public final class Repair {
    /// One pass mends all but what a mended thing uncovers.
    private static final int PASSES_MAX = 4;

    private Repair() {}

    /// Throws as [Verification#of] does, and a problem of data if the store refuses to be written:
    /// then its log is damaged, and what is there should be copied out.
    public static RepairReport of(
            Path directory, EngineSettings settings, RepairOptions options, Progress progress) {
        EngineStorage storage = LocalStorage.in(directory, settings);
        try (OwnedStorage _ = OwnedStorage.of(storage.files())) {
            removeUnfinished(storage.files());
            Map<String, Long> mended = new LinkedHashMap<>();
            try (KvStore kv = storage.openKv().get()) {
                requireWritable(kv);
                mended.putAll(mend(kv, storage.files(), settings, options, progress));
            }
            return new RepairReport(mended, check(directory, settings, progress));
        }
    }

    private static VerifyReport check(Path directory, EngineSettings settings, Progress progress) {
        EngineStorage storage = LocalStorage.readOnly(directory, settings);
        try (FileStore _ = storage.files()) {
            return Verification.of(storage, settings, progress);
        }
    }

    private static Map<String, Long> mend(
            KvStore kv,
            FileStore files,
            EngineSettings settings,
            RepairOptions options,
            Progress progress) {
        Mender mender = new Mender(kv, files, options);
        MemoryBudget memory = new MemoryBudget(settings.memoryLimitBytes());
        long before;
        int passes = 0;
        do {
            before = mender.count();
            new StorageSurvey(kv, files, memory, mender, progress).survey();
            passes++;
        } while (mender.count() > before && passes < PASSES_MAX);
        return mender.mended();
    }

    private static void requireWritable(KvStore kv) {
        kv.writeRefusal()
                .ifPresent(problem -> {
                    throw new DigiException(problem);
                });
    }

    private static void removeUnfinished(FileStore files) {
        files.deleteLeftovers(Path.of(""));
        for (Path top : List.of(Path.of("derived"), Path.of("extents"))) {
            for (Path collection : directories(files, top)) {
                files.deleteLeftovers(collection);
                directories(files, collection).forEach(files::deleteLeftovers);
            }
        }
    }

    /// Files among them are passed over.
    private static List<Path> directories(FileStore files, Path parent) {
        return files.list(parent).stream()
                .filter(path -> String.valueOf(path.getFileName()).matches("[0-9]{1,9}"))
                .filter(path -> isDirectory(files, path))
                .toList();
    }

    private static boolean isDirectory(FileStore files, Path path) {
        try {
            files.list(path);
            return true;
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.MediumFailed) {
                return false;
            }
            throw e;
        }
    }
}
