package io.digi.bench.service;

import tools.jackson.databind.json.JsonMapper;

/// JSON of numbers and texts, written without a tree.
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonText() {}

    static void append(StringBuilder text, float[] vector) {
        char before = '[';
        for (float element : vector) {
            text.append(before).append(element);
            before = ',';
        }
        text.append(']');
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
