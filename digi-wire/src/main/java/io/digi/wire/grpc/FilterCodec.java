package io.digi.wire.grpc;

import io.digi.model.error.Violation;
import io.digi.model.filter.Condition;
import io.digi.model.filter.Filter;
import io.digi.proto.Common;
import java.util.List;
import java.util.Optional;

/// Filters, in full.
final class FilterCodec {
    private FilterCodec() {}

    static Common.Filter encode(Filter filter) {
        Common.Filter.Builder message = Common.Filter.newBuilder();
        message.addAllMust(conditions(filter.must()));
        message.addAllShould(conditions(filter.should()));
        message.addAllMustNot(conditions(filter.mustNot()));
        filter.minShould()
                .ifPresent(min ->
                        message.setMinShould(
                                Common.MinShould.newBuilder()
                                        .addAllConditions(conditions(min.conditions()))
                                        .setMinCount(min.minCount())));
        return message.build();
    }

    static Filter decode(Reading in, String field, Common.Filter message) {
        return in.at(field, () -> decode(in, message));
    }

    static Filter decode(Reading in, Common.Filter message) {
        return new Filter(
                decode(in, "must", message.getMustList()),
                decode(in, "should", message.getShouldList()),
                decode(in, "must_not", message.getMustNotList()),
                message.hasMinShould()
                        ? Optional.of(
                                in.at("min_should", () -> minShould(in, message.getMinShould())))
                        : Optional.empty());
    }

    private static Filter.MinShould minShould(Reading in, Common.MinShould message) {
        if (message.getMinCount() == 0) {
            in.violate(new Violation("min_count", "min_count must be greater than 0"));
        }
        return new Filter.MinShould(
                decode(in, "conditions", message.getConditionsList()),
                RequestFields.count(message.getMinCount()));
    }

    private static List<Common.Condition> conditions(List<Condition> conditions) {
        return conditions.stream().map(ConditionCodec::encode).toList();
    }

    private static List<Condition> decode(
            Reading in, String field, List<Common.Condition> messages) {
        return in.each(field, messages, message -> ConditionCodec.decode(in, message));
    }
}
