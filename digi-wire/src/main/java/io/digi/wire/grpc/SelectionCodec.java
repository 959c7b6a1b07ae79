package io.digi.wire.grpc;

import io.digi.model.id.VectorName;
import io.digi.model.payload.JsonPath;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.VectorSelector;
import io.digi.proto.Points;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What comes with each point of an answer.
final class SelectionCodec {
    private SelectionCodec() {}

    static Points.WithPayloadSelector encode(PayloadSelector selector) {
        Points.WithPayloadSelector.Builder message = Points.WithPayloadSelector.newBuilder();
        return switch (selector) {
            case PayloadSelector.Whole whole ->
                    message.setEnable(whole == PayloadSelector.Whole.ALL).build();
            case PayloadSelector.Include(List<JsonPath> paths) ->
                    message.setInclude(
                                    Points.PayloadIncludeSelector.newBuilder()
                                            .addAllFields(texts(paths)))
                            .build();
            case PayloadSelector.Exclude(List<JsonPath> paths) ->
                    message.setExclude(
                                    Points.PayloadExcludeSelector.newBuilder()
                                            .addAllFields(texts(paths)))
                            .build();
        };
    }

    static Points.WithVectorsSelector encode(VectorSelector selector) {
        Points.WithVectorsSelector.Builder message = Points.WithVectorsSelector.newBuilder();
        return switch (selector) {
            case VectorSelector.Whole whole ->
                    message.setEnable(whole == VectorSelector.Whole.ALL).build();
            case VectorSelector.Named(Set<VectorName> names) ->
                    message.setInclude(
                                    Points.VectorsSelector.newBuilder()
                                            .addAllNames(
                                                    names.stream().map(VectorName::value).toList()))
                            .build();
        };
    }

    static PayloadSelector decode(
            Reading in, boolean given, Points.WithPayloadSelector message, PayloadSelector absent) {
        return given ? in.at("with_payload", () -> decode(in, message)) : absent;
    }

    static VectorSelector decode(Reading in, boolean given, Points.WithVectorsSelector message) {
        return given ? in.at("with_vectors", () -> decode(in, message)) : VectorSelector.Whole.NONE;
    }

    private static PayloadSelector decode(Reading in, Points.WithPayloadSelector message) {
        return switch (message.getSelectorOptionsCase()) {
            case ENABLE ->
                    message.getEnable() ? PayloadSelector.Whole.ALL : PayloadSelector.Whole.NONE;
            case INCLUDE ->
                    new PayloadSelector.Include(
                            RequestFields.paths(
                                    in, "include", message.getInclude().getFieldsList()));
            case EXCLUDE ->
                    new PayloadSelector.Exclude(
                            RequestFields.paths(
                                    in, "exclude", message.getExclude().getFieldsList()));
            case SELECTOROPTIONS_NOT_SET -> throw in.malformed("No PayloadSelector");
        };
    }

    private static VectorSelector decode(Reading in, Points.WithVectorsSelector message) {
        return switch (message.getSelectorOptionsCase()) {
            case ENABLE ->
                    message.getEnable() ? VectorSelector.Whole.ALL : VectorSelector.Whole.NONE;
            case INCLUDE -> {
                Set<VectorName> names = new HashSet<>();
                message.getInclude()
                        .getNamesList()
                        .forEach(name -> names.add(RequestFields.vector(in, "include", name)));
                yield new VectorSelector.Named(names);
            }
            case SELECTOROPTIONS_NOT_SET -> throw in.malformed("No WithVectorsSelector");
        };
    }

    private static List<String> texts(List<JsonPath> paths) {
        return paths.stream().map(JsonPath::toString).toList();
    }
}
