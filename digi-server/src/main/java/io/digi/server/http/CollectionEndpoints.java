package io.digi.server.http;

import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.config.CollectionInfo;
import io.digi.model.id.CollectionName;
import io.digi.server.access.GuardedCatalog;
import io.digi.server.work.Lane;
import io.digi.wire.json.CollectionReader;
import io.digi.wire.json.ResponseWriter;
import io.digi.wire.words.CollectionDefaults;
import io.digi.wire.words.UpdateStatus;
import java.util.List;
import java.util.function.Consumer;

/// Collections, their aliases and their payload indexes. Each method reads its body to the end.
final class CollectionEndpoints {
    private final GuardedCatalog catalog;
    private final CollectionDefaults defaults;

    CollectionEndpoints(GuardedCatalog catalog, CollectionDefaults defaults) {
        this.catalog = catalog;
        this.defaults = defaults;
    }

    Work list(RestRequest request) {
        return looking(request, out -> out.collections(catalog.list(request.caller())));
    }

    Work describe(RestRequest request) {
        CollectionName name = request.collection();
        return new Work(
                Lane.SEARCH,
                () -> {
                    CollectionInfo info = catalog.describe(request.caller(), name);
                    return Answer.json(request.elapsedNanos(), out -> out.collection(info));
                });
    }

    Work exists(RestRequest request) {
        CollectionName name = request.collection();
        return looking(request, out -> out.exists(catalog.exists(request.caller(), name)));
    }

    Work create(RestRequest request) {
        CollectionName name = request.collection();
        CollectionConfig config = CollectionReader.create(request.body(), defaults);
        return changing(
                request,
                out -> {
                    catalog.create(request.caller(), name, config);
                    out.flag(true);
                });
    }

    Work update(RestRequest request) {
        CollectionName name = request.collection();
        List<CollectionChange> changes = CollectionReader.update(request.body()).changes();
        return changing(
                request,
                out -> {
                    catalog.requireReachable(request.caller(), name);
                    catalog.alter(request.caller(), name, changes);
                    out.flag(true);
                });
    }

    Work drop(RestRequest request) {
        CollectionName name = request.collection();
        return changing(request, out -> out.flag(catalog.drop(request.caller(), name)));
    }

    Work createIndex(RestRequest request) {
        CollectionChange.CreatePayloadIndex asked = CollectionReader.payloadIndex(request.body());
        return alter(
                request,
                new CollectionChange.CreatePayloadIndex(
                        asked.key(), asked.index(), request.query().waits()));
    }

    Work dropIndex(RestRequest request) {
        return alter(request, new CollectionChange.DropPayloadIndex(request.payloadKey()));
    }

    private Work alter(RestRequest request, CollectionChange change) {
        CollectionName name = request.collection();
        UpdateStatus status = UpdateStatus.ofWait(request.query().waits());
        return changing(
                request,
                out -> {
                    WriteReceipt receipt =
                            catalog.alter(request.caller(), name, List.of(change)).orElseThrow();
                    out.update(receipt, status);
                });
    }

    Work aliases(RestRequest request) {
        return looking(request, out -> out.aliases(catalog.aliases(request.caller())));
    }

    Work aliasesOfCollection(RestRequest request) {
        CollectionName name = request.collection();
        return looking(
                request,
                out -> {
                    catalog.requireReachable(request.caller(), name);
                    List<Alias> all = catalog.aliases(request.caller());
                    out.aliases(all.stream().filter(a -> a.collection().equals(name)).toList());
                });
    }

    Work changeAliases(RestRequest request) {
        List<AliasChange> changes = CollectionReader.aliases(request.body());
        return changing(
                request,
                out -> {
                    catalog.changeAliases(request.caller(), changes);
                    out.flag(true);
                });
    }

    private static Work looking(RestRequest request, Consumer<ResponseWriter> work) {
        return new Work(Lane.SEARCH, () -> Answer.json(request.elapsedNanos(), work));
    }

    private static Work changing(RestRequest request, Consumer<ResponseWriter> work) {
        return new Work(Lane.WRITE, () -> Answer.json(request.elapsedNanos(), work));
    }
}
