package io.digi.wire.grpc;

import io.digi.model.error.Violations;
import io.digi.model.query.QuantizationParams;
import io.digi.model.query.SearchParams;
import io.digi.proto.Points;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How a search may go about it. A hint that changes nothing here (acorn) is validated and has no
/// effect.
final class SearchParamsCodec {
    private SearchParamsCodec() {}

    static Points.SearchParams encode(SearchParams params) {
        Points.SearchParams.Builder message = Points.SearchParams.newBuilder();
        params.efSearch().ifPresent(message::setHnswEf);
        if (params.exact()) {
            message.setExact(true);
        }
        if (params.indexedOnly()) {
            message.setIndexedOnly(true);
        }
        if (!params.quantization().equals(QuantizationParams.DEFAULT)) {
            message.setQuantization(encode(params.quantization()));
        }
        return message.build();
    }

    static SearchParams decode(Reading in, Points.SearchParams message) {
        return in.at("params", () -> params(in, message));
    }

    private static SearchParams params(Reading in, Points.SearchParams message) {
        OptionalInt efSearch =
                message.hasHnswEf()
                        ? OptionalInt.of(RequestFields.count(message.getHnswEf()))
                        : OptionalInt.empty();
        QuantizationParams quantization =
                message.hasQuantization()
                        ? in.at("quantization", () -> quantization(in, message.getQuantization()))
                        : QuantizationParams.DEFAULT;
        if (message.hasAcorn()) {
            in.at("acorn", () -> checked(in, message.getAcorn()));
        }
        return in.validated(
                () ->
                        new SearchParams(
                                efSearch,
                                message.getExact(),
                                message.getIndexedOnly(),
                                quantization),
                SearchParams.DEFAULT);
    }

    private static Points.QuantizationSearchParams encode(QuantizationParams params) {
        Points.QuantizationSearchParams.Builder message =
                Points.QuantizationSearchParams.newBuilder().setIgnore(params.ignore());
        params.rescore().ifPresent(message::setRescore);
        params.oversampling().ifPresent(message::setOversampling);
        return message.build();
    }

    private static QuantizationParams quantization(
            Reading in, Points.QuantizationSearchParams message) {
        return in.validated(
                () ->
                        new QuantizationParams(
                                message.getIgnore(),
                                message.hasRescore()
                                        ? Optional.of(message.getRescore())
                                        : Optional.empty(),
                                message.hasOversampling()
                                        ? OptionalDouble.of(message.getOversampling())
                                        : OptionalDouble.empty()),
                QuantizationParams.DEFAULT);
    }

    private static boolean checked(Reading in, Points.AcornSearchParams message) {
        double share = message.hasMaxSelectivity() ? message.getMaxSelectivity() : 0;
        return in.validated(
                () -> {
                    new Violations().between("max_selectivity", share, 0, 1).throwIfAny();
                    return true;
                },
                false);
    }
}
