package io.digi.stack.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.stack.require.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random steps on a disk, a power cut that takes everything, and a model that knows what is left.
@Requires("cc")
class PowerCutModelIT {
    private static final int STEPS_MAX = 60;

    @TempDir Path folder;

    @Test
    void exactlyWhatWasSyncedSurvives() throws Exception {
        forEachRun(
                40,
                (disk, model, random) -> {
                    List<String> steps = steps(model, random);
                    run(disk, steps);
                    disk.cut();
                    assertThat(disk.content()).as("%s", steps).isEqualTo(model.durable());
                });
    }

    @Test
    void noPowerCutTakesWhatWasSynced() throws Exception {
        forEachRun(
                15,
                (disk, model, random) -> {
                    List<String> steps = steps(model, random);
                    steps.addAll(model.syncAll());
                    run(disk, steps);
                    PowerCut cut = disk.cut(new Loss.RandomPart(random.nextLong()));
                    assertThat(disk.content()).as("%s", steps).isEqualTo(model.durable());
                    assertThat(cut.changesLost() + cut.changesTorn() + cut.entriesLost()).isZero();
                });
    }

    private interface Run {
        void on(Disk disk, ForgetfulModel model, Random random) throws Exception;
    }

    private void forEachRun(int runs, Run run) throws Exception {
        long seed = Long.getLong("digi.seed", System.nanoTime());
        System.out.println("digi.seed=" + seed);
        int count = runs * Integer.getInteger("digi.test.effort", 1);
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            Disk disk = new Disk(Files.createDirectory(folder.resolve("disk" + i)));
            run.on(disk, new ForgetfulModel(random), random);
        }
    }

    private static List<String> steps(ForgetfulModel model, Random random) {
        List<String> steps = new ArrayList<>();
        int count = 1 + random.nextInt(STEPS_MAX);
        for (int i = 0; i < count; i++) {
            steps.add(model.step());
        }
        return steps;
    }

    private static void run(Disk disk, List<String> steps) throws Exception {
        assertThat(disk.run(steps.toArray(String[]::new))).as("%s", steps).isEmpty();
    }
}
