package io.digi.stack.crash;

import io.digi.stack.powercut.PowerCut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The figures of a run while it goes on.
final class CrashTally {
    private final SortedSet<String> mapped = new TreeSet<>();
    private final List<Duration> restarts = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private int cycles;
    private int startKills;
    private long open;
    private long changesLost;
    private long changesTorn;
    private long entriesLost;

    void killed() {
        cycles++;
    }

    void killedWhileStarting() {
        cycles++;
        startKills++;
    }

    void cut(PowerCut cut) {
        changesLost += cut.changesLost();
        changesTorn += cut.changesTorn();
        entriesLost += cut.entriesLost();
        mapped.addAll(cut.mapped());
    }

    void ready(Duration restart) {
        restarts.add(restart);
    }

    void settled(int openWrites, List<Violation> found) {
        open += openWrites;
        violations.addAll(found);
    }

    int cycles() {
        return cycles;
    }

    /// Whether a promise was broken.
    boolean broken() {
        return !violations.isEmpty();
    }

    /// How long the server took to be ready the last time.
    Duration lastRestart() {
        return restarts.isEmpty() ? Duration.ZERO : restarts.getLast();
    }

    CrashReport report(long seed, long acknowledged) {
        return new CrashReport(
                seed,
                cycles,
                startKills,
                acknowledged,
                open,
                changesLost,
                changesTorn,
                entriesLost,
                new TreeSet<>(mapped),
                List.copyOf(restarts),
                List.copyOf(violations));
    }
}
