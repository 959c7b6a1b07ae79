package io.digi.wire.json;

import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import io.digi.model.error.DigiException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonToken;

/// The fields of a payload index's parameters: `type`, and those of the type. Fields of other types
/// do not matter.
final class PayloadIndexParams implements JsonReader.Fields {
    private static final Set<String> FLAGS =
            Set.of(
                    "is_tenant",
                    "is_principal",
                    "on_disk",
                    "enable_hnsw",
                    "lookup",
                    "range",
                    "lowercase",
                    "phrase_matching");
    private static final String TEXT_SUPPORTED =
            "a text index has the tokenizers `word`, `whitespace` and `prefix`, without folding,"
                    + " stop words and stemmer";

    private final JsonReader in;
    private final Field<PayloadIndexKind> type = new Field<>();
    private final Map<String, Boolean> flags = new HashMap<>();
    private Tokenizer tokenizer = Tokenizer.WORD;
    private OptionalInt minTokenLength = OptionalInt.empty();
    private OptionalInt maxTokenLength = OptionalInt.empty();

    /// What a text index cannot do yet, should this be one.
    private Optional<DigiException> refusedText = Optional.empty();

    PayloadIndexParams(JsonReader in) {
        this.in = in;
    }

    static PayloadIndexKind kind(JsonReader in) {
        String name = JsonText.text(in, "a type");
        return PayloadIndexKind.ofTypeName(name)
                .orElseThrow(() ->
                        in.malformed(
                                ("unknown variant `%s`, expected one of `keyword`, `integer`,"
                                                + " `float`, `geo`, `text`, `bool`, `datetime`,"
                                                + " `uuid`")
                                        .formatted(JsonSyntax.shown(name))));
    }

    @Override
    public boolean read(String name) {
        if (FLAGS.contains(name)) {
            if (!in.isNull()) {
                flags.put(name, JsonText.flag(in));
            }
            return true;
        }
        switch (name) {
            case "type" -> type.set(kind(in));
            case "tokenizer" -> readTokenizer();
            case "min_token_len" -> minTokenLength = JsonText.optionalCount(in);
            case "max_token_len" -> maxTokenLength = JsonText.optionalCount(in);
            case "ascii_folding" -> {
                if (!in.isNull() && JsonText.flag(in)) {
                    refuseText();
                }
            }
            case "stopwords" -> readStopwords();
            case "stemmer" -> readStemmer();
            default -> {
                return false;
            }
        }
        return true;
    }

    PayloadIndexConfig config() {
        boolean onDisk = flag("on_disk", false);
        boolean hnsw = flag("enable_hnsw", true);
        return switch (type.required(in, "type")) {
            case KEYWORD -> new PayloadIndexConfig.Keyword(flag("is_tenant", false), onDisk, hnsw);
            case INTEGER -> integer(onDisk, hnsw);
            case FLOAT -> new PayloadIndexConfig.Real(flag("is_principal", false), onDisk, hnsw);
            case GEO -> new PayloadIndexConfig.Geo(onDisk, hnsw);
            case TEXT -> text(onDisk, hnsw);
            case BOOL -> new PayloadIndexConfig.Bool(onDisk, hnsw);
            case DATETIME ->
                    new PayloadIndexConfig.DateTime(flag("is_principal", false), onDisk, hnsw);
            case UUID -> new PayloadIndexConfig.Uuid(flag("is_tenant", false), onDisk, hnsw);
        };
    }

    private PayloadIndexConfig integer(boolean onDisk, boolean hnsw) {
        return in.validated(
                () ->
                        new PayloadIndexConfig.Int(
                                flag("lookup", true),
                                flag("range", true),
                                flag("is_principal", false),
                                onDisk,
                                hnsw),
                PayloadIndexConfig.integer());
    }

    private PayloadIndexConfig text(boolean onDisk, boolean hnsw) {
        refusedText.ifPresent(refused -> {
            throw refused;
        });
        return new PayloadIndexConfig.Text(
                tokenizer,
                flag("lowercase", true),
                minTokenLength,
                maxTokenLength,
                flag("phrase_matching", false),
                onDisk,
                hnsw);
    }

    private boolean flag(String name, boolean otherwise) {
        return flags.getOrDefault(name, otherwise);
    }

    private void readTokenizer() {
        String name = JsonText.text(in, "a tokenizer");
        switch (name) {
            case "word" -> tokenizer = Tokenizer.WORD;
            case "whitespace" -> tokenizer = Tokenizer.WHITESPACE;
            case "prefix" -> tokenizer = Tokenizer.PREFIX;
            case "multilingual" -> refuseText();
            default ->
                    throw in.malformed(
                            ("unknown variant `%s`, expected one of `prefix`, `whitespace`,"
                                            + " `word`, `multilingual`")
                                    .formatted(JsonSyntax.shown(name)));
        }
    }

    /// A language, or a set of languages and words, which may be empty.
    private void readStopwords() {
        if (in.token() == JsonToken.VALUE_STRING) {
            refuseText();
        } else if (!in.isNull()) {
            in.object(
                    "stop words",
                    name -> {
                        if (in.token() == JsonToken.START_ARRAY) {
                            in.array("words", this::refuseText);
                            return true;
                        }
                        return false;
                    });
        }
    }

    private void readStemmer() {
        if (!in.isNull()) {
            in.object(
                    "a stemmer",
                    name -> {
                        if (name.equals("type") && !JsonText.text(in, "a type").equals("none")) {
                            refuseText();
                        }
                        return name.equals("type");
                    });
        }
    }

    private void refuseText() {
        if (refusedText.isEmpty()) {
            refusedText = Optional.of(in.unsupported("", TEXT_SUPPORTED));
        }
    }
}
