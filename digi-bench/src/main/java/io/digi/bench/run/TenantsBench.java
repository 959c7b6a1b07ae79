package io.digi.bench.run;

import io.digi.bench.curve.IndexPoint;
import io.digi.bench.data.NpyFile;
import io.digi.bench.embedded.EmbeddedStore;
import io.digi.bench.embedded.EngineAsking;
import io.digi.bench.embedded.LoadedCollection;
import io.digi.bench.embedded.SearchTable;
import io.digi.bench.embedded.TenantSet;
import io.digi.bench.report.Promises;
import io.digi.bench.report.Report;
import io.digi.bench.search.SearchRun;
import io.digi.index.kernel.Kernels;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.vector.Distance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Searches of single tenants in a collection of very many, each beside a collection that holds
/// that tenant's points alone. In this process, one thread.
public final class TenantsBench implements Scenario {
    private static final double RATE_MIN = 0.9;
    private static final double MORE_MICROS_MAX = 20;
    private static final double RECALL_LOSS_MAX = 0.005;
    private static final String ALL = "tenants";
    private static final String ALONE = "alone";

    private final Plan plan;
    private final Promises promises = new Promises();
    private boolean cold = true;

    public TenantsBench(Plan plan) {
        this.plan = plan;
    }

    /// What is measured, and how.
    ///
    /// @param sample how many tenants are searched
    /// @param thresholdKb vectors larger than this together, in KiB, get a graph
    /// @param leastTime of a measurement
    public record Plan(TenantSet tenants, int sample, int thresholdKb, Duration leastTime) {}

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Report report = bench.report();
        TenantSet set = plan.tenants();
        report.figure("points", set.count(), "");
        report.figure("tenants", set.tenantCount(), "");
        report.figure("dimension", set.dimension(), "");
        report.figure("queries", set.queries().length, "");
        Kernels.warmUp();
        try (EmbeddedStore store = EmbeddedStore.open(bench.data(), bench.memoryLimitBytes() / 2)) {
            report.stage("Loading a collection of all tenants");
            LoadedCollection.Filled filled =
                    LoadedCollection.fill(
                            store.engine(),
                            collection(ALL, set.madeOf(), Optional.of(TenantSet.FIELD)),
                            set.count(),
                            set::point);
            SearchBench.report(report, filled, set.count());
            SearchTable table = new SearchTable(report, plan.leastTime());
            table.head();
            for (TenantSet.Tenant tenant : set.sample(plan.sample())) {
                compare(store.engine(), table, tenant, bench.folder());
            }
        }
        promises.print(report);
    }

    private LoadedCollection.Plan collection(
            String name, String madeOf, Optional<String> tenantField) {
        return new LoadedCollection.Plan(
                new CollectionName(name),
                madeOf,
                plan.tenants().dimension(),
                Distance.COSINE,
                plan.thresholdKb(),
                Map.of(),
                tenantField,
                Map.of());
    }

    private void compare(
            VectorEngine engine, SearchTable table, TenantSet.Tenant tenant, Path folder)
            throws IOException, InterruptedException {
        CollectionName alone = new CollectionName(ALONE);
        LoadedCollection.fill(
                engine,
                collection(ALONE, tenant.name(), Optional.empty()),
                tenant.points().size(),
                number -> plan.tenants().point(tenant.points().get(number)));
        NpyFile truth = truth(engine, alone, folder);
        Supplier<Call> own = () -> Call.tenant(tenant.name());
        EngineAsking asking = asking(engine, own, new CollectionName(ALL));
        EngineAsking askingAlone = asking(engine, Call::everything, alone);
        if (cold) {
            List<Integer> ef = List.of(LoadedCollection.EF_CONSTRUCT);
            table.warmUp(askingAlone, truth, ef);
            table.warmUp(asking, truth, ef);
            cold = false;
        }
        IndexPoint apart = measure(table, tenant, "alone", askingAlone, truth);
        IndexPoint among = measure(table, tenant, "among others", asking, truth);
        judge(tenant, apart, among);
        engine.collections().drop(Call.everything(), alone);
    }

    private EngineAsking asking(
            VectorEngine engine, Supplier<Call> calls, CollectionName collection) {
        return new EngineAsking(
                engine,
                calls,
                collection,
                EngineAsking.plain(plan.tenants().queries()),
                SearchTable.LIMIT);
    }

    /// What an exact search of the tenant's points alone finds; -1 where there are no more.
    private NpyFile truth(VectorEngine engine, CollectionName alone, Path folder)
            throws IOException {
        SearchRun.Asking exact = asking(engine, Call::everything, alone).exactly();
        List<int[]> rows = new ArrayList<>();
        for (int query = 0; query < plan.tenants().queries().length; query++) {
            int[] ids = new int[SearchTable.LIMIT];
            Arrays.fill(ids, -1);
            exact.ask(query, LoadedCollection.EF_CONSTRUCT, ids);
            rows.add(ids);
        }
        return NpyFile.ofInts(folder.resolve("neighbors-of-tenant.npy"), rows);
    }

    private static IndexPoint measure(
            SearchTable table,
            TenantSet.Tenant tenant,
            String how,
            EngineAsking asking,
            NpyFile truth)
            throws InterruptedException {
        String what = String.format(Locale.ROOT, "%,d points, %s", tenant.points().size(), how);
        SearchTable.Subject subject =
                new SearchTable.Subject(
                        "digi",
                        what,
                        0,
                        0,
                        Map.of(
                                "part", "tenants",
                                "tenant", tenant.name(),
                                "points", tenant.points().size()));
        return table.measure(subject, List.of(asking), truth, LoadedCollection.EF_CONSTRUCT);
    }

    private void judge(TenantSet.Tenant tenant, IndexPoint alone, IndexPoint among) {
        double rate = among.queriesPerSecond() / alone.queriesPerSecond();
        double moreMicros = 1e6 / among.queriesPerSecond() - 1e6 / alone.queriesPerSecond();
        promises.judge(
                String.format(Locale.ROOT, "%s, %,d points", tenant.name(), tenant.points().size()),
                (rate >= RATE_MIN || moreMicros <= MORE_MICROS_MAX)
                        && alone.recall() - among.recall() <= RECALL_LOSS_MAX,
                String.format(
                        Locale.ROOT,
                        "%.2f × the rate of it alone (%.1f), %+.1f µs (%.0f), recall %.4f, alone"
                                + " %.4f",
                        rate,
                        RATE_MIN,
                        moreMicros,
                        MORE_MICROS_MAX,
                        among.recall(),
                        alone.recall()));
    }
}
