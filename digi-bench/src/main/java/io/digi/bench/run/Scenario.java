package io.digi.bench.run;

import java.io.IOException;

/// A benchmark.
public interface Scenario {
    void run(Bench bench) throws IOException, InterruptedException;
}
