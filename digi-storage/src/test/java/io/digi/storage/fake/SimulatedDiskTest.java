package io.digi.storage.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.storage.file.FileAppender;
import io.digi.storage.file.FileBudget;
import io.digi.storage.file.FileStore;
import io.digi.storage.file.LockHolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class SimulatedDiskTest {
    private static final Path A = Path.of("a");
    private static final Path B = Path.of("b");
    private static final Path ROOT = Path.of("");

    @Test
    void forcedBytesSurviveAndOthersAreKeptLostOrTorn() {
        Set<String> outcomes = new HashSet<>();
        Seeds.of(200)
                .forEach(seed -> {
                    SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());
                    FileAppender appender = open(disk).create(A);
                    appender.write(filled(700, 'f'));
                    appender.force();
                    appender.write(filled(2000, 'u'));
                    byte[] left = content(disk.crash(seed, FaultPlan.none()));
                    assertThat(left.length).as("seed %d", seed).isBetween(700, 2700);
                    assertThat(Arrays.copyOf(left, 700)).isEqualTo(filled(700, 'f'));
                    outcomes.add(outcome(left));
                });
        assertThat(outcomes).contains("kept", "lost", "torn");
    }

    private static String outcome(byte[] left) {
        byte[] rest = Arrays.copyOfRange(left, 700, left.length);
        if (Arrays.equals(rest, filled(2000, 'u'))) {
            return "kept";
        }
        return rest.length == 0 ? "lost" : "torn";
    }

    @Test
    void sameSeedLeavesTheSame() {
        byte[] first = tornContent(7);
        assertThat(tornContent(7)).isEqualTo(first);
    }

    private static byte[] tornContent(long seed) {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());
        FileAppender appender = open(disk).create(A);
        appender.force();
        appender.write(filled(5000, 'u'));
        return content(disk.crash(seed, FaultPlan.none()));
    }

    @Test
    void unforcedNameIsThereOrNot() {
        assertBothHappen(files -> files.create(A).write(filled(10, 'x')), files -> files.exists(A));
    }

    @Test
    void deletedFileMayComeBackUntilItsDirectoryIsForced() {
        assertBothHappen(
                files -> {
                    write(files, A, "x");
                    files.delete(A);
                },
                files -> files.exists(A));
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());
        FileStore files = open(disk);
        write(files, A, "x");
        files.delete(A);
        files.forceDirectory(ROOT);
        assertThat(open(disk.crash(0, FaultPlan.none())).exists(A)).isFalse();
    }

    /// Whatever goes wrong at whatever step: the file has the old or the new content, and the new
    /// one if `replace` returned.
    @Test
    void replacementIsOldOrNewWhateverFails() {
        Set<String> outcomes = new HashSet<>();
        for (FaultPlan.Fault fault : EnumSet.allOf(FaultPlan.Fault.class)) {
            for (long step = 4; step <= 20; step++) {
                outcomes.add(replaceWith(FaultPlan.failAt(step, fault), step));
            }
        }
        assertThat(outcomes).contains("old", "new");
    }

    private static String replaceWith(FaultPlan plan, long seed) {
        SimulatedDisk disk = new SimulatedDisk(plan);
        boolean replaced = false;
        boolean written = false;
        try {
            FileStore files = open(disk);
            files.replace(A, "old".getBytes(UTF_8));
            written = true;
            files.replace(A, "new".getBytes(UTF_8));
            replaced = true;
        } catch (DigiException | PowerCut expected) {
            assertThat(plan.hasStruck()).isTrue();
        }
        FileStore left = open(disk.crash(seed, FaultPlan.none()));
        if (!written) {
            return "none";
        }
        String content = new String(left.read(A, 10), UTF_8);
        assertThat(content).isIn("old", "new");
        assertThat(!replaced || content.equals("new")).isTrue();
        left.deleteLeftovers(ROOT);
        return content;
    }

    @Test
    void fileWhoseSyncFailedIsNeverWrittenAgain() {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.failAt(1, FaultPlan.Fault.FAILED_SYNC));
        FileStore files = open(disk);
        FileAppender appender = files.create(A);
        appender.write(filled(10, 'x'));
        assertProblem(appender::force, Problem.MediumFailed.class);
        assertProblem(appender::force, Problem.MediumFailed.class);
        assertProblem(() -> appender.write(filled(1, 'y')), Problem.MediumFailed.class);
        appender.close();
        assertProblem(() -> files.append(A, 0), Problem.MediumFailed.class);
    }

    @Test
    void cutFileHasItsOldLengthOrTheNewUntilForced() {
        Set<Integer> sizes = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            FaultPlan plan = FaultPlan.failAt(6, FaultPlan.Fault.POWER_CUT);
            SimulatedDisk disk = new SimulatedDisk(plan);
            FileStore files = open(disk);
            write(files, A, "0123456789");
            assertThatThrownBy(() -> files.append(A, 4)).isInstanceOf(PowerCut.class);
            sizes.add(content(disk.crash(seed, FaultPlan.none())).length);
        }
        assertThat(sizes).containsExactlyInAnyOrder(4, 10);
    }

    @Test
    void afterAPowerCutNothingWorks() {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.failAt(5, FaultPlan.Fault.POWER_CUT));
        FileStore files = open(disk);
        write(files, A, "x");
        assertThatThrownBy(() -> write(files, B, "x")).isInstanceOf(PowerCut.class);
        assertThatThrownBy(() -> files.exists(A)).isInstanceOf(PowerCut.class);
        assertThatThrownBy(() -> files.read(A, 10)).isInstanceOf(PowerCut.class);
        FileStore left = open(disk.crash(0, FaultPlan.none()));
        assertThat(new String(left.read(A, 10), UTF_8)).isEqualTo("x");
    }

    @Test
    void killedProcessLosesNothingThatWasWritten() {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());
        FileStore files = open(disk);
        files.lock();
        files.create(A).write(filled(3000, 'u'));
        SimulatedDisk left = disk.kill(FaultPlan.none());
        assertThat(content(left)).isEqualTo(filled(3000, 'u'));
        open(left).lock().close();
    }

    @Test
    void fullDiskTakesPartAndHasRoomAgainAfterADeletion() {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.none(), 1000);
        FileStore files = open(disk);
        files.create(B).write(filled(600, 'b'));
        FileAppender appender = files.create(A);
        assertProblem(() -> appender.write(filled(500, 'a')), Problem.OutOfDisk.class);
        assertThat(files.size(A)).isEqualTo(250);
        files.delete(B);
        assertThat(files.usableBytes()).isEqualTo(750);
    }

    @Test
    void readFails() {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.failAt(2, FaultPlan.Fault.READ_ERROR));
        FileStore files = open(disk);
        write(files, A, "x");
        files.read(A, 10);
        assertProblem(() -> files.read(A, 10), Problem.MediumFailed.class);
        files.read(A, 10);
    }

    @Test
    void flippedBitIsRead() {
        SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());
        FileStore files = open(disk);
        write(files, A, "aa");
        disk.flip(A, 1, 1);
        assertThat(new String(files.read(A, 10), UTF_8)).isEqualTo("ac");
    }

    private static void assertBothHappen(Consumer<FileStore> work, Predicate<FileStore> question) {
        Set<Boolean> answers = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            SimulatedDisk disk = new SimulatedDisk(FaultPlan.none());
            work.accept(open(disk));
            answers.add(question.test(open(disk.crash(seed, FaultPlan.none()))));
        }
        assertThat(answers).containsExactlyInAnyOrder(true, false);
    }

    private static FileStore open(SimulatedDisk disk) {
        return disk.open(new FileBudget(10, 10), new LockHolder(1, "test", Instant.EPOCH));
    }

    private static byte[] content(SimulatedDisk disk) {
        return open(disk).read(A, 10_000);
    }

    private static void write(FileStore files, Path file, String content) {
        try (FileAppender appender = files.create(file)) {
            appender.write(content.getBytes(UTF_8));
            appender.force();
        }
    }

    private static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static void assertProblem(Runnable use, Class<? extends Problem> problem) {
        assertThatThrownBy(use::run)
                .isInstanceOfSatisfying(
                        DigiException.class, e -> assertThat(e.problem()).isInstanceOf(problem));
    }
}
