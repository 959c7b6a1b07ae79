package io.digi.model.error;

import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.id.VectorName;
import java.util.List;
import java.util.stream.Collectors;

/// What went wrong, as data. The sub-interface says who can mend it; each protocol turns a problem
/// into its status in one `switch` without `default`. No message ever holds a secret.
public sealed interface Problem {
    /// What was expected, what came, where, and what to do.
    String message();

    /// The caller's mistake: the same request will fail again.
    sealed interface ByCaller extends Problem {}

    /// A limit was reached; the request is well-formed and may succeed once there is room.
    sealed interface OfCapacity extends Problem {}

    /// Passing trouble: the same request may succeed later.
    sealed interface Passing extends Problem {}

    /// Stored data or its medium is not as it was written.
    sealed interface OfData extends Problem {}

    /// Our own mistake.
    sealed interface Bug extends Problem {}

    // The caller's mistakes.

    /// Values out of their range, all of one request.
    record Invalid(List<Violation> violations) implements ByCaller {
        public Invalid {
            violations = List.copyOf(violations);
        }

        @Override
        public String message() {
            return violations.stream()
                    .map(v -> v.path().isEmpty() ? v.message() : v.path() + ": " + v.message())
                    .collect(Collectors.joining("; "));
        }
    }

    /// Text that is not what its grammar wants: broken syntax, a wrong type, a missing field. The
    /// message is whole as it stands, with the place in the text where there is one.
    record Malformed(String message) implements ByCaller {}

    /// A request whose parts contradict each other or the collection it names.
    record BadRequest(String message) implements ByCaller {}

    record WrongDimension(VectorName vector, int expected, int actual) implements ByCaller {
        @Override
        public String message() {
            return "Vector dimension error: expected dim: %d, got %d".formatted(expected, actual)
                    + (vector.isDefault() ? "" : " (vector %s)".formatted(vector.value()));
        }
    }

    record UnknownVector(VectorName vector) implements ByCaller {
        @Override
        public String message() {
            return "Not existing vector name error: " + vector.value();
        }
    }

    record CollectionNotFound(CollectionName collection) implements ByCaller {
        @Override
        public String message() {
            return "Collection `%s` doesn't exist!".formatted(collection.value());
        }
    }

    record CollectionExists(CollectionName collection) implements ByCaller {
        @Override
        public String message() {
            return "Collection `%s` already exists!".formatted(collection.value());
        }
    }

    /// A collection is to be created under a name that an alias has.
    record NameIsAlias(CollectionName name) implements ByCaller {
        @Override
        public String message() {
            return "Can't create collection with name %s. Alias with the same name already exists"
                    .formatted(name.value());
        }
    }

    record AliasNotFound(CollectionName alias) implements ByCaller {
        @Override
        public String message() {
            return "Alias %s does not exists!".formatted(alias.value());
        }
    }

    /// A point that a query or a change refers to is not there.
    record PointNotFound(PointId id) implements ByCaller {
        @Override
        public String message() {
            return "No point with id %s found".formatted(id);
        }
    }

    record SnapshotNotFound(String name) implements ByCaller {
        @Override
        public String message() {
            return "Snapshot %s not found".formatted(name);
        }
    }

    /// Bytes do not have the checksum that their sender says.
    record ChecksumMismatch(String expected, String actual) implements ByCaller {
        @Override
        public String message() {
            return "expected %s, actual %s".formatted(expected, actual);
        }
    }

    /// The scope of a call does not reach what the call asks for.
    record Forbidden(String message) implements ByCaller {}

    /// An operation needs to know whose points it is about.
    record TenantRequired(CollectionName collection, String tenantField) implements ByCaller {
        @Override
        public String message() {
            return ("Collection `%s` keeps tenants apart: name one by a `must` match on `%s`, by"
                            + " the payload of the points, or by the header `digi-tenant`")
                    .formatted(collection.value(), tenantField);
        }
    }

    /// Something that this engine, or this version, cannot do.
    record NotSupported(String message) implements ByCaller {}

    // Limits.

    record OutOfMemory(String purpose, long requestedBytes, long usedBytes, long limitBytes)
            implements OfCapacity {
        @Override
        public String message() {
            return ("memory limit reached: %s needs %d bytes, %d of %d bytes are in use; delete"
                            + " points or raise the memory limit")
                    .formatted(purpose, requestedBytes, usedBytes, limitBytes);
        }
    }

    record OutOfDisk(String path, long freeBytes, long requiredBytes) implements OfCapacity {
        @Override
        public String message() {
            return ("disk is almost full: %d bytes free under %s, %d required for new data;"
                            + " deletes still work")
                    .formatted(freeBytes, path, requiredBytes);
        }
    }

    /// A queue is full.
    record Overloaded(String queue, long capacity) implements OfCapacity {
        @Override
        public String message() {
            return "%s is full (%d waiting); try again shortly".formatted(queue, capacity);
        }
    }

    // Passing trouble.

    record DeadlineExceeded(String operation) implements Passing {
        @Override
        public String message() {
            return "%s did not finish in time".formatted(operation);
        }
    }

    record Cancelled(String operation) implements Passing {
        @Override
        public String message() {
            return "%s was cancelled by its caller".formatted(operation);
        }
    }

    /// The engine is starting or stopping.
    record Unavailable(String message) implements Passing {}

    // Data and media.

    /// A file, or a part of it, fails its checksum or cannot be what was written there.
    record Corrupt(String file, long offset, String detail) implements OfData {
        @Override
        public String message() {
            return "%s is damaged at byte %d: %s".formatted(file, offset, detail);
        }
    }

    /// Writes are refused until a restart, since an earlier one failed.
    record ReadOnly(String reason) implements OfData {
        @Override
        public String message() {
            return "storage is read-only until restart: " + reason;
        }
    }

    /// The medium failed under a write: it may or may not be there after a restart.
    record OutcomeUnknown(String reason) implements OfData {
        @Override
        public String message() {
            return "the write may or may not have been kept: " + reason;
        }
    }

    /// The medium refused an operation.
    record MediumFailed(String file, String operation, String detail) implements OfData {
        @Override
        public String message() {
            return "%s of %s failed: %s".formatted(operation, file, detail);
        }
    }

    record NewerFormat(String directory, int found, int supported) implements OfData {
        @Override
        public String message() {
            return ("%s was written by a newer version (format %d, this version reads up to %d);"
                            + " nothing was touched")
                    .formatted(directory, found, supported);
        }
    }

    record DirectoryInUse(String directory, String holder) implements OfData {
        @Override
        public String message() {
            return "%s is in use by %s; one directory has one owner".formatted(directory, holder);
        }
    }

    // Ours.

    record Internal(String message) implements Bug {}
}
