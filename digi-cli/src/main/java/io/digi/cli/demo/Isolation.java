package io.digi.cli.demo;

import io.digi.cli.client.Knowledge;
import io.digi.cli.client.NewPoint;
import io.digi.cli.client.Reply;
import io.digi.cli.terminal.Terminal;
import io.digi.model.vector.DenseVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// Tries with each tenant's key to get at every tenant's documents, in all ways that there are, and
/// prints what came of it.
final class Isolation {
    private static final int FORBIDDEN = 403;
    private static final int NAME_WIDTH = 24;

    private final Map<String, Knowledge> views;
    private final Map<String, List<String>> ids;
    private final int dimension;
    private final Terminal terminal;
    private final List<String> leaks = new ArrayList<>();

    /// @param views the collection as each tenant sees it
    /// @param samples whose documents are all loaded
    Isolation(Map<String, Knowledge> views, Samples samples, int dimension, Terminal terminal) {
        this.views = new LinkedHashMap<>(views);
        this.dimension = dimension;
        this.terminal = terminal;
        ids = new LinkedHashMap<>();
        samples.tenants()
                .forEach(tenant ->
                        ids.put(
                                tenant.tenant(),
                                tenant.documents().stream().map(Samples.Document::id).toList()));
    }

    /// Whether no key reached what is not its tenant's.
    boolean holds() {
        terminal.out().println(terminal.bold("What each key sees, of whose documents"));
        terminal.out().print("  " + " ".repeat(NAME_WIDTH));
        ids.keySet().forEach(tenant -> terminal.out().printf("%12s", tenant));
        terminal.out().println();
        views.forEach(this::row);
        views.forEach(this::tryOtherWays);
        if (leaks.isEmpty()) {
            terminal.out()
                    .println("  Counted by id; the same by filter. Asking or writing for another");
            terminal.out().println("  tenant: refused (403). No key reached another's documents.");
        } else {
            leaks.forEach(leak -> terminal.out().println("  LEAK: " + leak));
        }
        return leaks.isEmpty();
    }

    private void row(String tenant, Knowledge view) {
        terminal.out().printf("  %-" + NAME_WIDTH + "s", "key of " + tenant);
        ids.forEach((owner, owned) -> {
            int known = view.countKnown(owned);
            terminal.out().printf("%12d", known);
            require(
                    known == (owner.equals(tenant) ? owned.size() : 0),
                    "key of %s sees %d of %s's documents by id".formatted(tenant, known, owner));
        });
        terminal.out().println();
    }

    private void tryOtherWays(String tenant, Knowledge view) {
        long all = view.count();
        for (String owner : ids.keySet()) {
            long counted = view.count(owner);
            require(
                    counted == (owner.equals(tenant) ? all : 0),
                    "key of %s counts %d documents of %s".formatted(tenant, counted, owner));
            if (!owner.equals(tenant)) {
                requireRefused(tenant, owner, view);
            }
        }
    }

    private void requireRefused(String tenant, String owner, Knowledge view) {
        Knowledge asOwner = view.as(view.as().forTenant(owner));
        require(
                asOwner.describe().status() == FORBIDDEN,
                "key of %s may speak for %s".formatted(tenant, owner));
        Reply written = view.upsert(List.of(intruder(owner)));
        require(written.status() == FORBIDDEN, "key of %s writes for %s".formatted(tenant, owner));
    }

    private NewPoint intruder(String owner) {
        float[] vector = new float[dimension];
        vector[0] = 1;
        return new NewPoint(
                StringNode.valueOf("intruder"),
                new DenseVector(vector),
                JsonMapper.shared().createObjectNode().put(Knowledge.TENANT_FIELD, owner));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            leaks.add(otherwise);
        }
    }
}
