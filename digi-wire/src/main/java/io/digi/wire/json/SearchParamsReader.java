package io.digi.wire.json;

import io.digi.model.error.Violations;
import io.digi.model.query.QuantizationParams;
import io.digi.model.query.SearchParams;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Reads `params` of a search. A hint that changes nothing here (acorn) is validated and has no
/// effect.
final class SearchParamsReader implements JsonReader.Fields {
    private final JsonReader in;
    private OptionalInt efSearch = OptionalInt.empty();
    private boolean exact;
    private boolean indexedOnly;
    private QuantizationParams quantization = QuantizationParams.DEFAULT;

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
                () ->
                        new SearchParams(
                                reader.efSearch,
                                reader.exact,
                                reader.indexedOnly,
                                reader.quantization),
                SearchParams.DEFAULT);
    }

    @Override
    public boolean read(String name) {
        switch (name) {
            case "hnsw_ef" -> efSearch = JsonText.optionalCount(in);
            case "exact" -> exact = JsonText.flag(in);
            case "indexed_only" -> indexedOnly = JsonText.flag(in);
            case "quantization" -> {
                if (!in.isNull()) {
                    quantization = new QuantizationFields().read();
                }
            }
            case "acorn" -> {
                if (!in.isNull()) {
                    in.object("acorn params", this::readAcorn);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private final class QuantizationFields implements JsonReader.Fields {
        private Optional<Boolean> ignore = Optional.empty();
        private Optional<Boolean> rescore = Optional.empty();
        private OptionalDouble oversampling = OptionalDouble.empty();

        QuantizationParams read() {
            in.object("quantization params", this);
            return in.validated(
                    () -> new QuantizationParams(ignore.orElse(false), rescore, oversampling),
                    QuantizationParams.DEFAULT);
        }

        @Override
        public boolean read(String name) {
            switch (name) {
                case "ignore" -> ignore = optionalFlag();
                case "rescore" -> rescore = optionalFlag();
                case "oversampling" -> oversampling = JsonText.optionalNumber(in);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean readAcorn(String name) {
        switch (name) {
            case "enable" -> {
                Optional<Boolean> _ = optionalFlag();
            }
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

    private Optional<Boolean> optionalFlag() {
        return in.isNull() ? Optional.empty() : Optional.of(JsonText.flag(in));
    }
}
