package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.geo.GeoArea;
import io.digi.engine.geo.GeoCell;
import io.digi.engine.geo.Place;
import io.digi.engine.slot.SlotSet;
import io.digi.engine.slot.SlotSetEditor;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Set;

/// The index of places. Serves all shapes, exactly: the cells that lie in the shape are taken
/// whole, those outside passed over, and of those on the border, quartered as long as they hold
/// many places, each place is looked at. No payload is read.
public final class GeoIndex extends PostingIndex<CellPlace> implements FieldIndex {
    /// A cell of so few places is cheaper looked through than quartered.
    private static final int LOOKED_THROUGH_MAX = 32;

    private GeoIndex(JsonPath key, Postings<CellPlace> content) {
        super(key, content);
    }

    static GeoIndex empty(JsonPath key) {
        return new GeoIndex(key, Postings.none(_ -> 3 * LONG_BYTES));
    }

    @Override
    public PayloadIndexKind kind() {
        return PayloadIndexKind.GEO;
    }

    @Override
    Set<KeyTrait> types() {
        return Set.of(KeyTrait.STRUCT);
    }

    @Override
    boolean holdsWholeTypes() {
        return false;
    }

    @Override
    List<CellPlace> valuesOf(Value leaf) {
        return Place.of(leaf).map(CellPlace::of).stream().toList();
    }

    @Override
    SlotBounds within(GeoArea area) {
        SlotSetEditor slots = SlotSet.empty().edit();
        collect(GeoCell.EARTH, area, slots);
        return SlotBounds.exactly(slots.build());
    }

    private void collect(GeoCell cell, GeoArea area, SlotSetEditor slots) {
        CellPlace first = CellPlace.first(cell);
        CellPlace last = CellPlace.last(cell);
        int count = values().countBetween(first, last);
        if (count == 0) {
            return;
        }
        switch (area.relation(cell)) {
            case OUTSIDE -> {}
            case INSIDE -> slots.addAll(values().union(first, last));
            case CROSSING -> {
                if (count > LOOKED_THROUGH_MAX && cell.level() < GeoCell.LEVEL_MAX) {
                    cell.quarters().forEach(quarter -> collect(quarter, area, slots));
                } else {
                    lookThrough(first, last, area, slots);
                }
            }
        }
    }

    private void lookThrough(CellPlace first, CellPlace last, GeoArea area, SlotSetEditor slots) {
        content()
                .values()
                .forEachBetween(
                        first,
                        last,
                        (place, holders) -> {
                            if (area.contains(place.place())) {
                                slots.addAll(holders);
                            }
                        });
    }

    @Override
    PostingIndex<CellPlace> with(Postings<CellPlace> newContent) {
        return new GeoIndex(key(), newContent);
    }

    @Override
    void writeValue(CellPlace value, ByteWriter out) {
        out.writeLong(Double.doubleToLongBits(value.lon()));
        out.writeLong(Double.doubleToLongBits(value.lat()));
    }

    @Override
    CellPlace readValue(ByteReader in) {
        double lon = Double.longBitsToDouble(in.readLong());
        double lat = Double.longBitsToDouble(in.readLong());
        return CellPlace.of(new Place(lon, lat));
    }
}
