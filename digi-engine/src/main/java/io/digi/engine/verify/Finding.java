package io.digi.engine.verify;

import io.digi.engine.key.TenantAndId;
import io.digi.model.id.CollectionName;
import java.util.Optional;

/// One thing that a check found.
///
/// @param file in the storage directory, or the family (`kv/records`) where the store keeps it
/// @param offset in the file, in bytes; 0 where it is about the whole of it
/// @param point whose data it is about, if that is known
/// @param what is wrong
/// @param advice what to do about it
public record Finding(
        Severity severity,
        String file,
        long offset,
        Optional<CollectionName> collection,
        Optional<TenantAndId> point,
        String what,
        String advice) {
    static Finding of(Severity severity, String file, String what, String advice) {
        return new Finding(severity, file, 0, Optional.empty(), Optional.empty(), what, advice);
    }

    Finding at(long place) {
        return new Finding(severity, file, place, collection, point, what, advice);
    }

    Finding in(CollectionName name) {
        return new Finding(severity, file, offset, Optional.of(name), point, what, advice);
    }

    Finding about(TenantAndId name) {
        return new Finding(severity, file, offset, collection, Optional.of(name), what, advice);
    }
}
