package io.digi.wire.json;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Opens bodies. Bodies are UTF-8 and nothing else; nesting, numbers, names and strings are
/// bounded.
final class JsonSource {
    /// Leaves room for a payload of 128 levels inside a request, and for the error that names it.
    static final int NESTING_DEPTH_MAX = 192;

    private static final int NUMBER_LENGTH_MAX = 1_000;
    private static final int NAME_LENGTH_MAX = 64 << 10;
    private static final int STRING_LENGTH_MAX = 32 << 20;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(NESTING_DEPTH_MAX)
                                    .maxNumberLength(NUMBER_LENGTH_MAX)
                                    .maxNameLength(NAME_LENGTH_MAX)
                                    .maxStringLength(STRING_LENGTH_MAX)
                                    .build())
                    .build();

    private JsonSource() {}

    static JsonParser open(InputStream body) {
        return FACTORY.createParser(ObjectReadContext.empty(), new Utf8Input(body));
    }
}
