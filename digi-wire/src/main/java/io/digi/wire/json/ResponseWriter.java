package io.digi.wire.json;

import io.digi.model.change.WriteReceipt;
import io.digi.model.config.Alias;
import io.digi.model.config.CollectionInfo;
import io.digi.model.id.CollectionName;
import io.digi.model.query.Explanation;
import io.digi.model.query.PointRecord;
import io.digi.model.query.ScoredPoint;
import io.digi.model.query.ScrollPage;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.wire.error.ErrorAnswer;
import io.digi.wire.words.UpdateStatus;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Streams one answer, in Qdrant's envelope, as UTF-8 to a stream that stays open. Each method
/// writes a whole answer. A stream that fails throws [UncheckedIOException].
public final class ResponseWriter {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final double NANOS_PER_SECOND = 1e9;
    private static final DateTimeFormatter CREATION_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final OutputStream stream;
    private final LongSupplier elapsedNanos;

    /// `elapsedNanos` tells how long the request has taken; it is asked last, for the field `time`.
    public ResponseWriter(OutputStream stream, LongSupplier elapsedNanos) {
        this.stream = stream;
        this.elapsedNanos = elapsedNanos;
    }

    /// An error: no `result`, and the status holds the text.
    public void error(ErrorAnswer answer) {
        write(out -> {
            out.writeName("status");
            out.writeStartObject();
            out.writeStringProperty("error", answer.text());
            out.writeEndObject();
        });
    }

    /// `true` or `false`, the result of what changes collections.
    public void flag(boolean result) {
        ok(out -> out.writeBoolean(result));
    }

    public void exists(boolean exists) {
        ok(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("exists", exists);
            out.writeEndObject();
        });
    }

    /// The result of one write.
    public void update(WriteReceipt receipt, UpdateStatus status) {
        ok(out -> writeUpdate(out, receipt.last(), status.of(receipt)));
    }

    /// The results of a batch of writes, in their order.
    public void updates(WriteReceipt receipt, UpdateStatus status) {
        ok(out -> {
            out.writeStartArray();
            for (long operation : receipt.operationNumbers()) {
                writeUpdate(out, operation, status.of(receipt));
            }
            out.writeEndArray();
        });
    }

    public void record(PointRecord point) {
        ok(out -> new PointWriter(out).writeRecord(point));
    }

    public void records(List<PointRecord> points) {
        ok(out -> new PointWriter(out).writeRecords(points));
    }

    public void scrollPage(ScrollPage page) {
        ok(out -> new PointWriter(out).writePage(page));
    }

    public void count(long count) {
        ok(out -> {
            out.writeStartObject();
            out.writeNumberProperty("count", count);
            out.writeEndObject();
        });
    }

    /// The hits of a query.
    public void query(List<ScoredPoint> hits) {
        ok(out -> writeHits(out, hits));
    }

    /// What a query did.
    public void explanation(Explanation explanation) {
        ok(out -> new ExplanationWriter(out).write(explanation));
    }

    /// The hits of each query of a batch.
    public void queryBatch(List<List<ScoredPoint>> batch) {
        ok(out -> {
            out.writeStartArray();
            batch.forEach(hits -> writeHits(out, hits));
            out.writeEndArray();
        });
    }

    /// The hits of a legacy search: a bare array.
    public void search(List<ScoredPoint> hits) {
        ok(out -> new PointWriter(out).writeScored(hits));
    }

    /// The hits of each legacy search of a batch.
    public void searchBatch(List<List<ScoredPoint>> batch) {
        ok(out -> {
            out.writeStartArray();
            batch.forEach(hits -> new PointWriter(out).writeScored(hits));
            out.writeEndArray();
        });
    }

    public void collection(CollectionInfo info) {
        ok(out -> new CollectionWriter(out).write(info));
    }

    public void collections(List<CollectionName> names) {
        list("collections", names, (out, name) -> out.writeStringProperty("name", name.value()));
    }

    public void aliases(List<Alias> aliases) {
        list(
                "aliases",
                aliases,
                (out, alias) -> {
                    out.writeStringProperty("alias_name", alias.alias().value());
                    out.writeStringProperty("collection_name", alias.collection().value());
                });
    }

    /// Work goes on after this answer.
    public void accepted() {
        write(out -> out.writeStringProperty("status", "accepted"));
    }

    public void snapshot(SnapshotInfo info) {
        ok(out -> writeSnapshot(out, info));
    }

    public void snapshots(List<SnapshotInfo> infos) {
        ok(out -> {
            out.writeStartArray();
            infos.forEach(info -> writeSnapshot(out, info));
            out.writeEndArray();
        });
    }

    private static void writeSnapshot(JsonGenerator out, SnapshotInfo info) {
        out.writeStartObject();
        out.writeStringProperty("name", info.name());
        out.writeName("creation_time");
        info.created()
                .ifPresentOrElse(
                        time -> out.writeString(CREATION_TIME.format(time)), out::writeNull);
        out.writeNumberProperty("size", info.sizeBytes());
        info.checksum().ifPresent(sum -> out.writeStringProperty("checksum", sum));
        out.writeEndObject();
    }

    private <T> void list(String name, List<T> items, BiConsumer<JsonGenerator, T> fields) {
        ok(out -> {
            out.writeStartObject();
            out.writeName(name);
            out.writeStartArray();
            for (T item : items) {
                out.writeStartObject();
                fields.accept(out, item);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void writeHits(JsonGenerator out, List<ScoredPoint> hits) {
        out.writeStartObject();
        out.writeName("points");
        new PointWriter(out).writeScored(hits);
        out.writeEndObject();
    }

    private static void writeUpdate(JsonGenerator out, long operation, UpdateStatus status) {
        out.writeStartObject();
        out.writeNumberProperty("operation_id", operation);
        out.writeStringProperty("status", status.wireName());
        out.writeEndObject();
    }

    private void ok(Consumer<JsonGenerator> result) {
        write(out -> {
            out.writeName("result");
            result.accept(out);
            out.writeStringProperty("status", "ok");
        });
    }

    private void write(Consumer<JsonGenerator> fields) {
        try (JsonGenerator out =
                FACTORY.createGenerator(ObjectWriteContext.empty(), stream, JsonEncoding.UTF8)) {
            out.writeStartObject();
            fields.accept(out);
            out.writeName("time");
            out.writeNumber(NumberText.of(elapsedNanos.getAsLong() / NANOS_PER_SECOND));
            out.writeEndObject();
        } catch (JacksonIOException broken) {
            throw new UncheckedIOException(broken.getCause());
        }
    }
}
