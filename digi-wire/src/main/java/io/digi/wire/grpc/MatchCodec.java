package io.digi.wire.grpc;

import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.proto.Common;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The variants of a match. Lists hold strings or integers, not both.
final class MatchCodec {
    private MatchCodec() {}

    static Common.Match encode(FieldTest.MatchValue match) {
        Common.Match.Builder message = Common.Match.newBuilder();
        return switch (match.value()) {
            case Scalar.Text(String text) -> message.setKeyword(text).build();
            case Scalar.Int(long number) -> message.setInteger(number).build();
            case Scalar.Bool(boolean flag) -> message.setBoolean(flag).build();
        };
    }

    static Common.Match encode(FieldTest.MatchAny match) {
        Common.Match.Builder message = Common.Match.newBuilder();
        List<Long> integers = integers(match.values());
        return integers.isEmpty()
                ? message.setKeywords(strings(match.values())).build()
                : message.setIntegers(repeated(integers)).build();
    }

    static Common.Match encode(FieldTest.MatchExcept match) {
        Common.Match.Builder message = Common.Match.newBuilder();
        List<Long> integers = integers(match.values());
        return integers.isEmpty()
                ? message.setExceptKeywords(strings(match.values())).build()
                : message.setExceptIntegers(repeated(integers)).build();
    }

    static FieldTest decode(Reading in, Common.Match message) {
        return switch (message.getMatchValueCase()) {
            case KEYWORD -> new FieldTest.MatchValue(new Scalar.Text(message.getKeyword()));
            case INTEGER -> new FieldTest.MatchValue(new Scalar.Int(message.getInteger()));
            case BOOLEAN -> new FieldTest.MatchValue(new Scalar.Bool(message.getBoolean()));
            case TEXT -> new FieldTest.MatchText(message.getText());
            case TEXT_ANY -> new FieldTest.MatchTextAny(message.getTextAny());
            case PHRASE -> new FieldTest.MatchPhrase(message.getPhrase());
            case KEYWORDS ->
                    new FieldTest.MatchAny(
                            scalars(message.getKeywords().getStringsList(), Scalar.Text::new));
            case INTEGERS ->
                    new FieldTest.MatchAny(
                            scalars(message.getIntegers().getIntegersList(), Scalar.Int::new));
            case EXCEPT_KEYWORDS ->
                    new FieldTest.MatchExcept(
                            scalars(
                                    message.getExceptKeywords().getStringsList(),
                                    Scalar.Text::new));
            case EXCEPT_INTEGERS ->
                    new FieldTest.MatchExcept(
                            scalars(
                                    message.getExceptIntegers().getIntegersList(),
                                    Scalar.Int::new));
            case MATCHVALUE_NOT_SET -> throw in.malformed("Malformed Match condition");
        };
    }

    private static <T> Set<Scalar> scalars(List<T> values, Function<T, Scalar> scalar) {
        Set<Scalar> scalars = HashSet.newHashSet(values.size());
        values.forEach(value -> scalars.add(scalar.apply(value)));
        return scalars;
    }

    private static List<Long> integers(Set<Scalar> scalars) {
        List<Long> integers = new ArrayList<>();
        for (Scalar scalar : scalars) {
            if (scalar instanceof Scalar.Int(long number)) {
                integers.add(number);
            }
        }
        return integers;
    }

    private static Common.RepeatedIntegers repeated(List<Long> integers) {
        return Common.RepeatedIntegers.newBuilder().addAllIntegers(integers).build();
    }

    private static Common.RepeatedStrings strings(Set<Scalar> scalars) {
        Common.RepeatedStrings.Builder message = Common.RepeatedStrings.newBuilder();
        for (Scalar scalar : scalars) {
            if (scalar instanceof Scalar.Text(String text)) {
                message.addStrings(text);
            }
        }
        return message.build();
    }
}
