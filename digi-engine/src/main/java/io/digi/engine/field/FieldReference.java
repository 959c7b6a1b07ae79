package io.digi.engine.field;

import io.digi.engine.bytes.ByteReader;
import io.digi.engine.bytes.ByteWriter;
import io.digi.engine.slot.SlotSet;
import io.digi.model.config.PayloadIndexConfig;
import java.util.Optional;
import java.util.function.LongFunction;

/// What a checkpoint has of an index whose base is in a file: which file, and the layers in memory.
///
/// ```text
/// 1    02
///      id, size and directory checksum of the file, varints
///      slots that the layers cover
///      the layers as one index
/// ```
public final class FieldReference {
    private static final int VERSION = 2;

    private FieldReference() {}

    /// Whether a checkpoint has this of an index, rather than all of it.
    public static boolean suits(FieldIndex index) {
        return index instanceof LayeredIndex layered && layered.file().isPresent();
    }

    /// Writes what it has of an index that this [#suits].
    public static void write(FieldIndex index, ByteWriter out) {
        LayeredIndex layered = (LayeredIndex) index;
        PostingFile file = layered.file().orElseThrow();
        IndexLayer layer = layered.layersInOne();
        out.writeByte(VERSION);
        out.writeVarint(file.id());
        out.writeVarint(file.size());
        out.writeVarint(Integer.toUnsignedLong(file.directoryChecksum()));
        layer.covers().writeTo(out);
        layer.index().writeTo(out);
    }

    /// The id of the file that is referred to.
    public static long id(ByteReader in) {
        in.expectVersion(VERSION);
        return in.readVarint();
    }

    /// Whether this wrote what `in` is at.
    public static boolean isNext(ByteReader in) {
        return in.copy().readByte() == VERSION;
    }

    /// The index that [#write] wrote; empty if its file is not there or another one, or if it is of
    /// other contents than `config` asks for. Throws [Problem.Corrupt], also of the file.
    ///
    /// @param files opens one by its id, if it is there
    public static Optional<FieldIndex> read(
            ByteReader in, PayloadIndexConfig config, LongFunction<Optional<PostingFile>> files) {
        in.expectVersion(VERSION);
        long id = in.readVarint();
        long size = in.readVarint();
        int checksum = (int) in.readVarint();
        SlotSet covers = SlotSet.readFrom(in);
        if (!FieldIndex.isOf(in.copy(), config)) {
            return Optional.empty();
        }
        IndexLayer layer = new IndexLayer(FieldIndex.readFrom(in, config), covers);
        in.expectEnd();
        Optional<PostingFile> file = files.apply(id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return read(file.get(), size, checksum, config, layer);
    }

    private static Optional<FieldIndex> read(
            PostingFile file,
            long size,
            int checksum,
            PayloadIndexConfig config,
            IndexLayer layer) {
        boolean isDone = false;
        try {
            if (file.size() != size || file.directoryChecksum() != checksum) {
                return Optional.empty();
            }
            PostingIndex<?> base = (PostingIndex<?>) FieldIndexCodec.readStored(file, config);
            isDone = true;
            return Optional.of(new LayeredIndex(base, Optional.empty(), layer));
        } finally {
            if (!isDone) {
                file.close();
            }
        }
    }
}
