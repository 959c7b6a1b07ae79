package io.digi.server.http;

import io.digi.model.change.PointChange;
import io.digi.model.change.WriteReceipt;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.query.PointRead;
import io.digi.model.query.PointRecord;
import io.digi.model.query.Selection;
import io.digi.server.access.GuardedEngine;
import io.digi.server.work.Lane;
import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.json.ChangeReader;
import io.digi.wire.json.PointReader;
import io.digi.wire.json.QueryReader;
import io.digi.wire.json.ResponseWriter;
import io.digi.wire.words.UpdateStatus;
import java.util.List;
import java.util.function.BiConsumer;

/// Reads and writes of points. Each method reads its body to the end.
final class PointEndpoints {
    private final GuardedEngine engine;

    PointEndpoints(GuardedEngine engine) {
        this.engine = engine;
    }

    Work query(RestRequest request) {
        return read(request, QueryReader.query(request.body()), ResponseWriter::query);
    }

    Work explain(RestRequest request) {
        return read(
                request,
                new PointRead.Explain(QueryReader.query(request.body())),
                ResponseWriter::explanation);
    }

    Work queryBatch(RestRequest request) {
        return read(request, QueryReader.queryBatch(request.body()), ResponseWriter::queryBatch);
    }

    Work search(RestRequest request) {
        return read(request, QueryReader.search(request.body()), ResponseWriter::search);
    }

    Work searchBatch(RestRequest request) {
        return read(request, QueryReader.searchBatch(request.body()), ResponseWriter::searchBatch);
    }

    Work retrieve(RestRequest request) {
        return read(request, PointReader.retrieve(request.body()), ResponseWriter::records);
    }

    Work scroll(RestRequest request) {
        return read(request, PointReader.scroll(request.body()), ResponseWriter::scrollPage);
    }

    Work count(RestRequest request) {
        return read(request, PointReader.count(request.body()), ResponseWriter::count);
    }

    Work retrieveOne(RestRequest request) {
        CollectionName collection = request.collection();
        PointId id = request.pointId();
        PointRead.Retrieve read = new PointRead.Retrieve(List.of(id), Selection.EVERYTHING);
        return new Work(
                Lane.SEARCH,
                () -> {
                    List<PointRecord> found = engine.read(request.caller(), collection, read);
                    return found.isEmpty()
                            ? Answer.error(ErrorAnswer.missingPoint(id), request.elapsedNanos())
                            : Answer.json(
                                    request.elapsedNanos(), out -> out.record(found.getFirst()));
                });
    }

    private <R> Work read(
            RestRequest request, PointRead<R> read, BiConsumer<ResponseWriter, R> writer) {
        CollectionName collection = request.collection();
        return new Work(
                Lane.SEARCH,
                () -> {
                    R found = engine.read(request.caller(), collection, read);
                    return Answer.json(request.elapsedNanos(), out -> writer.accept(out, found));
                });
    }

    Work write(RestRequest request, PointChange change) {
        return write(request, List.of(change), ResponseWriter::update);
    }

    Work batch(RestRequest request) {
        return write(request, ChangeReader.batch(request.body()), ResponseWriter::updates);
    }

    /// Writes what came of changes.
    private interface ReceiptWriter {
        void write(ResponseWriter out, WriteReceipt receipt, UpdateStatus status);
    }

    private Work write(RestRequest request, List<PointChange> changes, ReceiptWriter writer) {
        CollectionName collection = request.collection();
        UpdateStatus status = UpdateStatus.ofWait(request.query().waits());
        return new Work(
                Lane.WRITE,
                () -> {
                    WriteReceipt receipt = engine.write(request.caller(), collection, changes);
                    return Answer.json(
                            request.elapsedNanos(), out -> writer.write(out, receipt, status));
                });
    }
}
