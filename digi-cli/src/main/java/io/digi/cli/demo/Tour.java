package io.digi.cli.demo;

import io.digi.cli.client.Knowledge;
import io.digi.cli.client.NewPoint;
import io.digi.cli.client.RestClient;
import io.digi.cli.terminal.Terminal;
import io.digi.model.inference.Embedder;
import io.digi.model.vector.DenseVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.StringNode;

/// Creates the collection, then loads and asks one tenant after the other, so that the first
/// answers come early; at the end it looks for leaks. Each tenant acts with its own key.
final class Tour {
    private static final List<String> INDEXED = List.of(Knowledge.TENANT_FIELD, "category");

    private final Knowledge administrator;
    private final Map<String, Knowledge> views = new LinkedHashMap<>();
    private final Embedder embedder;
    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final Asking asking;

    Tour(
            RestClient rest,
            DemoState state,
            Embedder embedder,
            Terminal terminal,
            LongSupplier nanoTime) {
        administrator = new Knowledge(rest, state.administrator(), state.collection());
        for (String tenant : state.keys().tenants().keySet()) {
            views.put(tenant, administrator.as(state.tenant(tenant).orElseThrow()));
        }
        this.embedder = embedder;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        asking = new Asking(embedder, terminal, nanoTime);
    }

    /// Returns whether tenants were kept apart.
    boolean run(Samples samples) {
        if (!administrator.exists()) {
            administrator.create(embedder.dimension());
        }
        INDEXED.forEach(administrator::indexKeyword);
        samples.tenants().forEach(this::visit);
        return new Isolation(views, samples, embedder.dimension(), terminal).holds();
    }

    List<String> summary() {
        return asking.summary();
    }

    private void visit(Samples.TenantSamples tenant) {
        Knowledge knowledge = views.get(tenant.tenant());
        if (knowledge == null) {
            throw new IllegalStateException("no key for " + tenant.tenant());
        }
        Stopwatch watch = Stopwatch.start(nanoTime);
        List<NewPoint> points = embed(tenant.documents());
        double embedSeconds = watch.seconds();
        watch = Stopwatch.start(nanoTime);
        knowledge.upsert(points).result();
        terminal.out()
                .println(
                        terminal.bold(tenant.tenant())
                                + String.format(
                                        Locale.ROOT,
                                        ": %d texts embedded in %.1f s, loaded over REST in %.2f s",
                                        points.size(),
                                        embedSeconds,
                                        watch.seconds()));
        tenant.questions().forEach(question -> asking.ask(question, knowledge));
        terminal.out().println();
    }

    private List<NewPoint> embed(List<Samples.Document> documents) {
        List<DenseVector> vectors =
                embedder.embed(documents.stream().map(Samples.Document::content).toList());
        List<NewPoint> points = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Samples.Document document = documents.get(i);
            points.add(
                    new NewPoint(
                            StringNode.valueOf(document.id()), vectors.get(i), document.payload()));
        }
        return points;
    }
}
