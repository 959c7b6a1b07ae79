package io.digi.model.query;

import io.digi.model.error.Violations;
import java.util.OptionalInt;

/// How a search may go about it.
///
/// @param efSearch size of the candidate list of a graph search (`hnsw_ef`), at least 1
/// @param exact compare with every vector
/// @param indexedOnly leave out points that no index holds yet
/// @param quantization of no meaning where `exact`
public record SearchParams(
        OptionalInt efSearch, boolean exact, boolean indexedOnly, QuantizationParams quantization) {
    public static final SearchParams DEFAULT =
            new SearchParams(OptionalInt.empty(), /* exact= */ false, /* indexedOnly= */ false);

    public SearchParams(OptionalInt efSearch, boolean exact, boolean indexedOnly) {
        this(efSearch, exact, indexedOnly, QuantizationParams.DEFAULT);
    }

    public SearchParams {
        new Violations().atLeast("hnsw_ef", efSearch.orElse(1), 1).throwIfAny();
    }
}
