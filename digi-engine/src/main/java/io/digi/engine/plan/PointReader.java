package io.digi.engine.plan;

import io.digi.engine.catalog.Definition;
import io.digi.engine.catalog.VectorPlace;
import io.digi.engine.collection.ReadView;
import io.digi.engine.extent.RowSpans;
import io.digi.engine.filter.PointFacts;
import io.digi.engine.key.Families;
import io.digi.engine.key.Keys;
import io.digi.engine.key.TenantAndId;
import io.digi.engine.payload.PayloadSelection;
import io.digi.engine.record.RecordCodec;
import io.digi.engine.record.StoredPoint;
import io.digi.engine.record.StoredVector;
import io.digi.engine.record.VectorBytes;
import io.digi.engine.slot.SlotSet;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import io.digi.model.payload.Payload;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRecord;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.model.vector.DenseVector;
import io.digi.model.vector.NamedVectors;
import io.digi.storage.checksum.Crc32c;
import io.digi.storage.kv.KvCursor;
import io.digi.storage.kv.KvRange;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/// Reads stored points as one view has them. Every vector handed out was checked against its
/// checksum.
public final class PointReader {
    /// From so many slots on, reading all records in their order is cheaper than one by one.
    private static final int SCANNED_MIN = 10_000;

    private final ReadView view;
    private final Definition definition;

    public PointReader(ReadView view) {
        this.view = view;
        this.definition = view.state().definition();
    }

    public OptionalInt slotOf(TenantAndId name) {
        byte[] key = Keys.id(definition.number(), name.tenant(), name.id());
        return view.kv()
                .get(Families.IDS, key)
                .map(slot -> OptionalInt.of(ByteBuffer.wrap(slot).getInt()))
                .orElse(OptionalInt.empty());
    }

    /// The point in a live slot.
    public StoredPoint at(int slot) {
        byte[] key = Keys.record(definition.number(), slot);
        return view.kv()
                .get(Families.RECORDS, key)
                .map(RecordCodec::decode)
                .orElseThrow(() -> missing(slot));
    }

    /// Hands on the points in some live slots, in the order of the slots.
    void forEachAt(SlotSet slots, ObjIntConsumer<StoredPoint> consumer) {
        if (slots.cardinality() < SCANNED_MIN) {
            slots.forEach(slot -> consumer.accept(at(slot), slot));
            return;
        }
        byte[] prefix = Keys.collection(definition.number());
        try (KvCursor records = view.kv().scan(Families.RECORDS, KvRange.prefix(prefix))) {
            while (records.next()) {
                int slot = Keys.readSlot(records.key());
                if (slots.contains(slot)) {
                    consumer.accept(RecordCodec.decode(records.value()), slot);
                }
            }
        }
    }

    /// What a filter asks of a point.
    PointFacts facts(StoredPoint point) {
        return new PointFacts() {
            @Override
            public PointId id() {
                return point.name().id();
            }

            @Override
            public Payload payload() {
                return point.payload();
            }

            @Override
            public boolean hasVector(VectorName name) {
                VectorPlace place = definition.places().get(name);
                return place != null && point.vector(place.number()).isPresent();
            }
        };
    }

    public PointRecord record(StoredPoint point, Selection selection) {
        return new PointRecord(
                point.name().id(),
                payload(point, selection.payload()),
                vectors(point, selection.vectors()));
    }

    public Optional<Payload> payload(StoredPoint point, PayloadSelector selector) {
        return switch (selector) {
            case PayloadSelector.Whole.ALL -> Optional.of(point.payload());
            case PayloadSelector.Whole.NONE -> Optional.empty();
            case PayloadSelector.Include _, PayloadSelector.Exclude _ ->
                    Optional.of(PayloadSelection.select(point.payload(), selector));
        };
    }

    /// Throws [Problem.UnknownVector] if a vector is asked for that the collection does not have.
    void requireVectors(Selection selection) {
        if (selection.vectors() instanceof VectorSelector.Named(Set<VectorName> names)) {
            names.forEach(definition::vector);
        }
    }

    public Optional<NamedVectors> vectors(StoredPoint point, VectorSelector selector) {
        return switch (selector) {
            case VectorSelector.Whole.ALL ->
                    Optional.of(vectors(point, definition.config().vectors().keySet()));
            case VectorSelector.Whole.NONE -> Optional.empty();
            case VectorSelector.Named(Set<VectorName> names) -> Optional.of(vectors(point, names));
        };
    }

    /// The elements of a stored vector. Throws [Problem.Corrupt], naming the file, if they are not
    /// what was written.
    public float[] elements(StoredVector vector) {
        RowSpans spans = spans(vector);
        float[] elements = new float[spans.layout().rows().dimension()];
        spans.read(vector.row(), elements);
        if (VectorBytes.checksum(VectorBytes.of(elements)) != vector.crc()) {
            throw damaged(spans, vector);
        }
        return elements;
    }

    /// Throws [Problem.Corrupt], naming the file, if the elements of a stored vector are not what
    /// was written.
    void verify(StoredVector vector) {
        RowSpans spans = spans(vector);
        if (Crc32c.of(spans.bytes(vector.row())) != vector.crc()) {
            throw damaged(spans, vector);
        }
    }

    private RowSpans spans(StoredVector vector) {
        return view.state().vector(vector.vector()).spans();
    }

    private static DigiException damaged(RowSpans spans, StoredVector vector) {
        return new DigiException(
                new Problem.Corrupt(
                        spans.placeOf(vector.row()),
                        spans.offsetOf(vector.row()),
                        "the vector in row %d fails its checksum".formatted(vector.row())));
    }

    private NamedVectors vectors(StoredPoint point, Set<VectorName> names) {
        Map<VectorName, DenseVector> found = new TreeMap<>();
        for (VectorName name : names) {
            point.vector(definition.vectorNumber(name))
                    .ifPresent(stored -> found.put(name, new DenseVector(elements(stored))));
        }
        return new NamedVectors(found);
    }

    private DigiException missing(int slot) {
        return new DigiException(
                new Problem.Corrupt(
                        "kv/records",
                        0,
                        "the point in slot %d of collection `%s` is missing"
                                .formatted(slot, definition.name())));
    }
}
