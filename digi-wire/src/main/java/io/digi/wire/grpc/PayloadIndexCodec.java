package io.digi.wire.grpc;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import io.digi.proto.Collections;
import io.digi.proto.Collections.PayloadIndexParams;
import java.util.OptionalInt;

/// Parameters of payload indexes.
final class PayloadIndexCodec {
    private static final String TEXT_SUPPORTED =
            "a text index has the tokenizers `word`, `whitespace` and `prefix`, without folding,"
                    + " stop words and stemmer";

    private PayloadIndexCodec() {}

    static PayloadIndexParams encode(PayloadIndexConfig index) {
        PayloadIndexParams.Builder message = PayloadIndexParams.newBuilder();
        switch (index) {
            case PayloadIndexConfig.Keyword keyword ->
                    message.getKeywordIndexParamsBuilder()
                            .setIsTenant(keyword.isTenant())
                            .setOnDisk(keyword.onDisk())
                            .setEnableHnsw(keyword.enableHnsw());
            case PayloadIndexConfig.Int integer -> message.setIntegerIndexParams(encode(integer));
            case PayloadIndexConfig.Real real ->
                    message.getFloatIndexParamsBuilder()
                            .setIsPrincipal(real.isPrincipal())
                            .setOnDisk(real.onDisk())
                            .setEnableHnsw(real.enableHnsw());
            case PayloadIndexConfig.Bool bool ->
                    message.getBoolIndexParamsBuilder()
                            .setOnDisk(bool.onDisk())
                            .setEnableHnsw(bool.enableHnsw());
            case PayloadIndexConfig.Geo geo ->
                    message.getGeoIndexParamsBuilder()
                            .setOnDisk(geo.onDisk())
                            .setEnableHnsw(geo.enableHnsw());
            case PayloadIndexConfig.DateTime time ->
                    message.getDatetimeIndexParamsBuilder()
                            .setIsPrincipal(time.isPrincipal())
                            .setOnDisk(time.onDisk())
                            .setEnableHnsw(time.enableHnsw());
            case PayloadIndexConfig.Uuid uuid ->
                    message.getUuidIndexParamsBuilder()
                            .setIsTenant(uuid.isTenant())
                            .setOnDisk(uuid.onDisk())
                            .setEnableHnsw(uuid.enableHnsw());
            case PayloadIndexConfig.Text text -> message.setTextIndexParams(encode(text));
        }
        return message.build();
    }

    private static Collections.IntegerIndexParams.Builder encode(PayloadIndexConfig.Int integer) {
        return Collections.IntegerIndexParams.newBuilder()
                .setLookup(integer.lookup())
                .setRange(integer.range())
                .setIsPrincipal(integer.isPrincipal())
                .setOnDisk(integer.onDisk())
                .setEnableHnsw(integer.enableHnsw());
    }

    private static Collections.TextIndexParams.Builder encode(PayloadIndexConfig.Text text) {
        Collections.TextIndexParams.Builder message =
                Collections.TextIndexParams.newBuilder()
                        .setTokenizer(
                                switch (text.tokenizer()) {
                                    case WORD -> Collections.TokenizerType.Word;
                                    case WHITESPACE -> Collections.TokenizerType.Whitespace;
                                    case PREFIX -> Collections.TokenizerType.Prefix;
                                })
                        .setLowercase(text.lowercase())
                        .setPhraseMatching(text.phraseMatching())
                        .setOnDisk(text.onDisk())
                        .setEnableHnsw(text.enableHnsw());
        text.minTokenLength().ifPresent(message::setMinTokenLen);
        text.maxTokenLength().ifPresent(message::setMaxTokenLen);
        return message;
    }

    /// An index as its parameters say, or, where they say nothing, one of the kind.
    static PayloadIndexConfig decode(
            Reading in, PayloadIndexParams message, PayloadIndexKind kind) {
        return switch (message.getIndexParamsCase()) {
            case KEYWORD_INDEX_PARAMS -> keyword(message.getKeywordIndexParams());
            case INTEGER_INDEX_PARAMS -> integer(in, message.getIntegerIndexParams());
            case FLOAT_INDEX_PARAMS -> real(message.getFloatIndexParams());
            case GEO_INDEX_PARAMS -> geo(message.getGeoIndexParams());
            case TEXT_INDEX_PARAMS -> text(in, message.getTextIndexParams());
            case BOOL_INDEX_PARAMS -> bool(message.getBoolIndexParams());
            case DATETIME_INDEX_PARAMS -> dateTime(message.getDatetimeIndexParams());
            case UUID_INDEX_PARAMS -> uuid(message.getUuidIndexParams());
            case INDEXPARAMS_NOT_SET -> PayloadIndexConfig.of(kind);
        };
    }

    private static PayloadIndexConfig keyword(Collections.KeywordIndexParams message) {
        return new PayloadIndexConfig.Keyword(
                message.getIsTenant(),
                message.getOnDisk(),
                on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    private static PayloadIndexConfig real(Collections.FloatIndexParams message) {
        return new PayloadIndexConfig.Real(
                message.getIsPrincipal(),
                message.getOnDisk(),
                on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    private static PayloadIndexConfig geo(Collections.GeoIndexParams message) {
        return new PayloadIndexConfig.Geo(
                message.getOnDisk(), on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    private static PayloadIndexConfig bool(Collections.BoolIndexParams message) {
        return new PayloadIndexConfig.Bool(
                message.getOnDisk(), on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    private static PayloadIndexConfig dateTime(Collections.DatetimeIndexParams message) {
        return new PayloadIndexConfig.DateTime(
                message.getIsPrincipal(),
                message.getOnDisk(),
                on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    private static PayloadIndexConfig uuid(Collections.UuidIndexParams message) {
        return new PayloadIndexConfig.Uuid(
                message.getIsTenant(),
                message.getOnDisk(),
                on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    /// A flag that is on unless it is said to be off.
    private static boolean on(boolean given, boolean flag) {
        return !given || flag;
    }

    private static PayloadIndexConfig integer(Reading in, Collections.IntegerIndexParams message) {
        return in.validated(
                "field_index_params",
                () ->
                        new PayloadIndexConfig.Int(
                                on(message.hasLookup(), message.getLookup()),
                                on(message.hasRange(), message.getRange()),
                                message.getIsPrincipal(),
                                message.getOnDisk(),
                                on(message.hasEnableHnsw(), message.getEnableHnsw())),
                PayloadIndexConfig.integer());
    }

    private static PayloadIndexConfig text(Reading in, Collections.TextIndexParams message) {
        boolean refused =
                message.getTokenizer() == Collections.TokenizerType.Multilingual
                        || message.getAsciiFolding()
                        || message.hasStemmer()
                        || message.getStopwords().getLanguagesCount() > 0
                        || message.getStopwords().getCustomCount() > 0;
        in.refuse(refused, "field_index_params", TEXT_SUPPORTED);
        return new PayloadIndexConfig.Text(
                tokenizer(in, message.getTokenizer()),
                on(message.hasLowercase(), message.getLowercase()),
                length(message.hasMinTokenLen(), message.getMinTokenLen()),
                length(message.hasMaxTokenLen(), message.getMaxTokenLen()),
                message.getPhraseMatching(),
                message.getOnDisk(),
                on(message.hasEnableHnsw(), message.getEnableHnsw()));
    }

    private static OptionalInt length(boolean given, long length) {
        return given ? OptionalInt.of(RequestFields.count(length)) : OptionalInt.empty();
    }

    private static Tokenizer tokenizer(Reading in, Collections.TokenizerType message) {
        return switch (message) {
            case Word -> Tokenizer.WORD;
            case Whitespace -> Tokenizer.WHITESPACE;
            case Prefix -> Tokenizer.PREFIX;
            case Unknown, Multilingual, UNRECOGNIZED ->
                    throw in.malformed("unknown tokenizer type");
        };
    }
}
