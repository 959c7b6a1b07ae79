package io.digi.wire.json;

import io.digi.model.change.PointChange;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the bodies of writes: each of the eight operations by its own route, and several in a
/// batch.
public final class ChangeReader {
    private ChangeReader() {}

    /// `PUT /collections/{c}/points`: a list of points, or their columns.
    public static PointChange upsert(InputStream body) {
        return JsonReader.read(body, UpsertFields::upsert);
    }

    /// `POST /collections/{c}/points/delete`.
    public static PointChange delete(InputStream body) {
        return JsonReader.read(body, ChangeFields::delete);
    }

    /// `PUT /collections/{c}/points/vectors`.
    public static PointChange updateVectors(InputStream body) {
        return JsonReader.read(body, UpsertFields::updateVectors);
    }

    /// `POST /collections/{c}/points/vectors/delete`.
    public static PointChange deleteVectors(InputStream body) {
        return JsonReader.read(body, ChangeFields::deleteVectors);
    }

    /// `POST /collections/{c}/points/payload`.
    public static PointChange setPayload(InputStream body) {
        return JsonReader.read(body, ChangeFields::setPayload);
    }

    /// `PUT /collections/{c}/points/payload`.
    public static PointChange overwritePayload(InputStream body) {
        return JsonReader.read(body, ChangeFields::overwritePayload);
    }

    /// `POST /collections/{c}/points/payload/delete`.
    public static PointChange deletePayload(InputStream body) {
        return JsonReader.read(body, ChangeFields::deletePayload);
    }

    /// `POST /collections/{c}/points/payload/clear`.
    public static PointChange clearPayload(InputStream body) {
        return JsonReader.read(body, ChangeFields::clearPayload);
    }

    /// `POST /collections/{c}/points/batch`.
    public static List<PointChange> batch(InputStream body) {
        return JsonReader.read(body, ChangeReader::batch);
    }

    private static List<PointChange> batch(JsonReader in) {
        Field<List<PointChange>> operations = new Field<>();
        in.object(
                "struct UpdateOperations",
                name -> {
                    if (!name.equals("operations")) {
                        return false;
                    }
                    operations.set(in.list("a list of operations", () -> operation(in)));
                    return true;
                });
        return operations.required(in, "operations");
    }

    private static PointChange operation(JsonReader in) {
        List<PointChange> found = new ArrayList<>();
        in.object(
                "an operation",
                name -> {
                    Optional<PointChange> operation = operation(in, name);
                    operation.ifPresent(found::add);
                    return operation.isPresent();
                });
        if (found.size() != 1) {
            throw in.malformed(
                    "an operation must have one of `upsert`, `delete`, `set_payload`,"
                            + " `overwrite_payload`, `delete_payload`, `clear_payload`,"
                            + " `update_vectors`, `delete_vectors`");
        }
        return found.getFirst();
    }

    private static Optional<PointChange> operation(JsonReader in, String name) {
        return switch (name) {
            case "upsert" -> Optional.of(UpsertFields.upsert(in));
            case "delete" -> Optional.of(ChangeFields.delete(in));
            case "set_payload" -> Optional.of(ChangeFields.setPayload(in));
            case "overwrite_payload" -> Optional.of(ChangeFields.overwritePayload(in));
            case "delete_payload" -> Optional.of(ChangeFields.deletePayload(in));
            case "clear_payload" -> Optional.of(ChangeFields.clearPayload(in));
            case "update_vectors" -> Optional.of(UpsertFields.updateVectors(in));
            case "delete_vectors" -> Optional.of(ChangeFields.deleteVectors(in));
            default -> Optional.empty();
        };
    }
}
