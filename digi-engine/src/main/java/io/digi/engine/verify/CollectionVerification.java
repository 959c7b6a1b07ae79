package io.digi.engine.verify;

import io.digi.engine.catalog.Definition;
import io.digi.index.memory.MemoryBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.kv.KvReads;
import java.util.Optional;

/// Checks one collection in a directory that is in use, while nobody writes to that collection:
/// everything that [Verification] checks of it.
public final class CollectionVerification {
    private final KvReads kv;
    private final FileStore files;
    private final MemoryBudget memory;

    public CollectionVerification(KvReads kv, FileStore files, MemoryBudget memory) {
        this.kv = kv;
        this.files = files;
        this.memory = memory;
    }

    /// The worst that is wrong, in a sentence; empty if nothing is.
    public Optional<String> fault(Definition definition, Progress progress) {
        Findings findings = new Findings();
        new CollectionSurvey(kv, files, memory, definition, findings, progress).survey();
        return findings.report(java.util.List.of()).findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .findFirst()
                .map(finding -> "%s: %s".formatted(finding.file(), finding.what()));
    }
}
