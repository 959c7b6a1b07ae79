package io.digi.wire.json;

import io.digi.model.error.Violation;
import io.digi.model.error.Violations;
import io.digi.model.query.SearchParams;
import java.util.OptionalInt;

/// Reads `params` of a search. Hints that cannot change an exact answer (quantization, acorn) are
/// validated and have no effect.
final class SearchParamsReader implements JsonReader.Fields {
    private final JsonReader in;
    private OptionalInt efSearch = OptionalInt.empty();
    private boolean exact;
    private boolean indexedOnly;

    private SearchParamsReader(JsonReader in) {
        this.in = in;
    }

    static SearchParams params(JsonReader in) {
        if (in.isNull()) {
            return SearchParams.DEFAULT;
        }
        SearchParamsReader reader = new SearchParamsReader(in);
        in.object("search params", reader);
        return in.validated(
                () -> new SearchParams(reader.efSearch, reader.exact, reader.indexedOnly),
                SearchParams.DEFAULT);
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "hnsw_ef" -> efSearch = JsonText.optionalCount(in);
            case "exact" -> exact = JsonText.flag(in);
            case "indexed_only" -> indexedOnly = JsonText.flag(in);
            case "quantization" -> optionalObject("quantization params", this::readQuantization);
            case "acorn" -> optionalObject("acorn params", this::readAcorn);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void optionalObject(String what, JsonReader.Fields fields) {
        if (!in.isNull()) {
            in.object(what, fields);
        }
    }

    private boolean readQuantization(String name) {
        switch (name) {
            case "ignore", "rescore" -> optionalFlag();
            case "oversampling" ->
                    JsonText.optionalNumber(in)
                            .ifPresent(times ->
                                    check(
                                            times >= 1,
                                            "value %s invalid, must be 1.0 or larger"
                                                    .formatted(times)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readAcorn(String name) {
        switch (name) {
            case "enable" -> optionalFlag();
            case "max_selectivity" ->
                    JsonText.optionalNumber(in)
                            .ifPresent(share ->
                                    in.validated(
                                            () -> {
                                                new Violations()
                                                        .between("", share, 0, 1)
                                                        .throwIfAny();
                                                return share;
                                            },
                                            share));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void optionalFlag() {
        if (!in.isNull()) {
            JsonText.flag(in);
        }
    }

    private void check(boolean holds, String message) {
        if (!holds) {
            in.violate(new Violation("", message));
        }
    }
}
