package io.digi.bench.service;

import io.digi.bench.data.NpyFile;
import io.digi.bench.data.Recall;
import io.digi.bench.embedded.SearchTable;
import io.digi.bench.machine.PortOwner;
import io.digi.bench.machine.ProcessUse;
import io.digi.bench.report.Report;
import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Clients;
import io.digi.bench.rest.Measured;
import io.digi.bench.rest.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;

/// Loads a service and asks it, by one client and by several at once, with as few candidates as
/// reach the recall asked for.
public final class ServiceRun {
    private static final int BATCH = 256;
    private static final int LOAD_CLIENTS = 4;
    private static final double BYTES_PER_MB = 1e6;

    private final Report report;
    private final VectorService service;
    private final ServiceData data;
    private final Settings settings;

    /// How a service is asked.
    ///
    /// @param recall what every service has to reach
    /// @param efs numbers of candidates to try, ascending
    /// @param clients that ask at once
    /// @param time of each figure
    public record Settings(double recall, List<Integer> efs, int clients, Duration time) {
        public Settings {
            efs = List.copyOf(efs);
        }
    }

    public ServiceRun(Report report, VectorService service, ServiceData data, Settings settings) {
        this.report = report;
        this.service = service;
        this.data = data;
        this.settings = settings;
    }

    /// Measures everything. What was stored stays.
    public ServiceFigures run() throws IOException, InterruptedException {
        report.stage("Loading " + service.name() + " at " + service.endpoint());
        load();
        report.stage("Asking " + service.name());
        ServiceFigures.Searches all = searches("all points", this::query, data.neighbors());
        ServiceFigures.Searches ofTenant =
                searches("one tenant's", this::tenantQuery, data.tenantNeighbors());
        OptionalDouble resident = resident();
        resident.ifPresent(mb -> report.figure(service.name() + ", resident memory", mb, "MB"));
        return new ServiceFigures(service.name(), all, ofTenant, resident);
    }

    /// The bodies of all queries over all points, for programs that send them themselves.
    public static List<String> bodies(VectorService service, ServiceData data, int ef) {
        List<String> bodies = new ArrayList<>();
        for (int number = 0; number < data.queryCount(); number++) {
            bodies.add(service.query(data.query(number), ef, SearchTable.LIMIT).text());
        }
        return bodies;
    }

    private interface Query {
        Request request(int number, int ef);
    }

    private Request query(int number, int ef) {
        return service.query(data.query(number), ef, SearchTable.LIMIT);
    }

    private Request tenantQuery(int number, int ef) {
        return service.query(data.tenantOfQuery(number), data.query(number), ef, SearchTable.LIMIT);
    }

    private void load() throws IOException, InterruptedException {
        OptionalLong stored = service.stored();
        if (stored.isPresent() && stored.getAsLong() == data.count()) {
            report.fact(service.name() + ", points", "stored by a former run");
            return;
        }
        service.create(data.dimension(), data.tenants());
        int batches = Math.ceilDiv(data.count(), BATCH);
        Measured loaded = send(batches, number -> service.store(batch(number)));
        report.figure(service.name() + ", load", data.count() / loaded.seconds(), "points/s");
        byTenant(batches);
        long begin = System.nanoTime();
        service.finish();
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.figure(service.name() + ", indexing after that", seconds, "s");
    }

    private void byTenant(int batches) throws IOException, InterruptedException {
        for (int number = 0; number < batches; number++) {
            List<Request> requests = service.storeByTenant(batch(number));
            if (!requests.isEmpty()) {
                send(requests.size(), requests::get);
            }
        }
    }

    private Measured send(int count, IntFunction<Request> requests)
            throws IOException, InterruptedException {
        return Clients.run(
                service.endpoint(),
                Clients.Load.of(Math.min(LOAD_CLIENTS, count), count),
                number -> requests.apply((int) number));
    }

    private List<ServicePoint> batch(int number) {
        List<ServicePoint> points = new ArrayList<>(BATCH);
        int end = Math.min((number + 1) * BATCH, data.count());
        for (int point = number * BATCH; point < end; point++) {
            points.add(data.point(point));
        }
        return points;
    }

    private ServiceFigures.Searches searches(String what, Query query, NpyFile neighbors)
            throws IOException, InterruptedException {
        int ef = 0;
        double recall = 0;
        for (int next : settings.efs()) {
            if (recall < settings.recall()) {
                ef = next;
                service.prepare(ef);
                recall = recall(query, neighbors, ef);
            }
        }
        String name = service.name() + ", " + what;
        report.figure(name + ", recall@10", recall, "with ef " + ef);
        List<Request> requests = new ArrayList<>();
        for (int number = 0; number < data.queryCount(); number++) {
            requests.add(query.request(number, ef));
        }
        Clients.run(service.endpoint(), during(settings.clients()), inTurn(requests));
        Measured one = ask(name + ", 1 client", requests, 1);
        int clients = settings.clients();
        Measured many = ask(name + ", " + clients + " clients", requests, clients);
        return new ServiceFigures.Searches(ef, recall, one, many);
    }

    private Measured ask(String name, List<Request> requests, int clients)
            throws IOException, InterruptedException {
        Optional<ProcessUse> process = process();
        Duration before = process.map(ProcessUse::processorTime).orElse(Duration.ZERO);
        Measured measured = Clients.run(service.endpoint(), during(clients), inTurn(requests));
        report.figure(name, measured.perSecond(), "queries/s");
        report.figure("  median", measured.millisAt(50), "ms");
        report.figure("  95 %", measured.millisAt(95), "ms");
        report.figure("  99 %", measured.millisAt(99), "ms");
        if (process.isPresent()) {
            Duration used = process.get().processorTime().minus(before);
            double micros = used.toNanos() / 1e3 / measured.requests();
            report.figure("  processor time of the server for a query", micros, "µs");
        }
        return measured;
    }

    private Clients.Load during(int clients) {
        return Clients.Load.during(clients, settings.time());
    }

    private static Clients.Requests inTurn(List<Request> requests) {
        return number -> requests.get((int) (number % requests.size()));
    }

    /// Answers are read here only: the time of reading is not the service's.
    private double recall(Query query, NpyFile neighbors, int ef)
            throws IOException, InterruptedException {
        ConcurrentMap<Integer, List<Integer>> answers = new ConcurrentHashMap<>();
        Clients.run(
                service.endpoint(),
                Clients.Load.of(settings.clients(), data.queryCount()),
                new Clients.Requests() {
                    @Override
                    public Request request(long number) {
                        return query.request((int) number, ef);
                    }

                    @Override
                    public void answered(long number, Answer answer) {
                        answers.put((int) number, service.ids(answer));
                    }
                });
        Recall recall = new Recall(neighbors);
        answers.forEach((number, ids) -> recall.add(number, ids, SearchTable.LIMIT));
        return recall.value();
    }

    private OptionalDouble resident() throws IOException {
        Optional<ProcessUse> process = process();
        return process.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(process.get().residentBytes() / BYTES_PER_MB);
    }

    /// The server's, where it is on this machine.
    private Optional<ProcessUse> process() throws IOException {
        OptionalLong owner = PortOwner.of(service.endpoint().host(), service.endpoint().port());
        return owner.isPresent()
                ? Optional.of(new ProcessUse(owner.getAsLong()))
                : Optional.empty();
    }
}
