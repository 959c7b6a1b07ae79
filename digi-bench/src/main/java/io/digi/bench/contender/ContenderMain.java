package io.digi.bench.contender;

import com.sun.management.OperatingSystemMXBean;
import io.digi.bench.contender.jvector.JVectorContender;
import io.digi.bench.contender.lucene.LuceneContender;
import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.IndexData;
import io.digi.bench.machine.ProcessUse;
import io.digi.bench.search.SearchRun;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A process that builds one index, searches it with each `ef` of a list, and prints a line of JSON
/// for each. Arguments: the name of the engine, then those of [ContenderSettings].
public final class ContenderMain {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    private final String engine;
    private final ContenderSettings settings;
    private final PrintStream lines;

    private ContenderMain(String engine, ContenderSettings settings, PrintStream lines) {
        this.engine = engine;
        this.settings = settings;
        this.lines = lines;
    }

    static void main(String[] words) throws IOException, InterruptedException {
        PrintStream lines = System.out;
        // Libraries that print must not get between the lines.
        System.setOut(System.err);
        List<String> fields = Arrays.asList(words).subList(1, words.length);
        new ContenderMain(words[0], ContenderSettings.parse(fields), lines).run();
    }

    private void run() throws IOException, InterruptedException {
        IndexData data = IndexData.open(settings.data());
        float[][] rows = settings.similarity().prepared(data.base());
        float[][] queries = settings.similarity().prepared(data.queries());
        try (Contender contender = contender()) {
            Built built = build(contender, rows);
            try (SearchRun run =
                    new SearchRun(
                            askings(contender, queries),
                            data.neighbors(),
                            settings.search().limit(),
                            settings.search().leastTime())) {
                run.warmUp(settings.search().efs());
                for (int ef : settings.search().efs()) {
                    print(ef, run.measure(ef), built, data);
                }
            }
        }
    }

    private List<SearchRun.Asking> askings(Contender contender, float[][] queries)
            throws IOException {
        List<SearchRun.Asking> askings = new ArrayList<>();
        for (int i = 0; i < settings.search().threads(); i++) {
            Contender.Searcher searcher = contender.searcher();
            askings.add((query, ef, ids) -> searcher.search(queries[query], ef, ids));
        }
        return askings;
    }

    /// `lucene-4bit` is variant `4bit` of family `lucene`.
    private Contender contender() throws IOException {
        String family = IndexPoint.familyOf(engine);
        String variant = engine.substring(Math.min(engine.length(), family.length() + 1));
        return switch (family) {
            case "digi" -> DigiContender.of(variant, settings);
            case "lucene" -> LuceneContender.of(variant, settings);
            case "jvector" -> JVectorContender.of(variant, settings);
            default -> throw new IllegalArgumentException("no engine is called " + engine);
        };
    }

    private record Built(double cpuSeconds, double wallSeconds, double indexMb) {}

    private static Built build(Contender contender, float[][] rows) throws IOException {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        contender.build(rows);
        return new Built(
                (system.getProcessCpuTime() - cpu) / NANOS_PER_SECOND,
                (System.nanoTime() - wall) / NANOS_PER_SECOND,
                contender.indexBytes() / BYTES_PER_MB);
    }

    private void print(int ef, SearchRun.Measured measured, Built built, IndexData data)
            throws IOException {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("p50_us", rounded(measured.microsAt(50)));
        more.put("p95_us", rounded(measured.microsAt(95)));
        more.put("cpu_us", rounded(measured.cpuMicros()));
        more.put("allocated_bytes", Math.round(measured.allocatedBytes()));
        more.put("threads", settings.search().threads());
        more.put("limit", settings.search().limit());
        more.put("count", data.count());
        more.put("dimension", data.dimension());
        more.put("queries", data.queries().rowCount());
        more.put("m", settings.graph().m());
        more.put("ef_construction", settings.graph().efConstruction());
        more.put("build_threads", settings.graph().threads());
        more.put("build_s", rounded(built.wallSeconds));
        more.put(
                "resident_mb",
                rounded(
                        new ProcessUse(ProcessHandle.current().pid()).residentBytes()
                                / BYTES_PER_MB));
        IndexPoint point =
                new IndexPoint(
                        engine,
                        ef,
                        measured.recall(),
                        rounded(measured.queriesPerSecond()),
                        rounded(built.cpuSeconds),
                        rounded(built.indexMb),
                        more);
        lines.println(point.json());
        lines.flush();
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
