package io.digi.server.settings;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads a configuration file, which is YAML, into values that know their lines.
final class YamlFile {
    private static final int DEPTH_MAX = 16;

    private final String name;
    private final YAMLParser parser;
    private final Deque<String> path = new ArrayDeque<>();
    private final Map<String, Integer> linesOfKeys = new HashMap<>();
    private final List<GivenValue> values = new ArrayList<>();

    private YamlFile(String name, YAMLParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /// The values of a file in the order they stand there. Throws [Problem.Invalid].
    static List<GivenValue> read(String name, String text) {
        YAMLFactory factory = new YAMLFactory();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new YamlFile(name, (YAMLParser) parser).read();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String found = e.getOriginalMessage().lines().findFirst().orElse("");
            throw invalid("%s line %d".formatted(name, line), "is not YAML: " + found);
        }
    }

    private List<GivenValue> read() {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            readSection();
        } else if (first != null && first != JsonToken.VALUE_NULL && !isBlank()) {
            throw invalid(where(), "expected sections and keys, such as `service:`");
        }
        return values;
    }

    private boolean isBlank() {
        return parser.currentToken() == JsonToken.VALUE_STRING && parser.getString().isBlank();
    }

    private void readSection() {
        if (path.size() > DEPTH_MAX) {
            throw invalid(where(), "sections are nested too deep");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            path.addLast(parser.getString());
            requireNew();
            parser.nextToken();
            readValue();
            path.removeLast();
        }
    }

    private void readValue() {
        requireNoAlias();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            readSection();
        } else if (token == JsonToken.START_ARRAY) {
            String where = where();
            values.add(GivenValue.list(List.copyOf(path), items(), where));
        } else if (token == JsonToken.VALUE_NULL) {
            values.add(GivenValue.reset(List.copyOf(path), where()));
        } else {
            values.add(GivenValue.scalar(List.copyOf(path), parser.getString(), where()));
        }
    }

    private List<String> items() {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireNoAlias();
            if (!parser.currentToken().isScalarValue()) {
                throw invalid(where(), "expected a list of plain values");
            }
            items.add(parser.getString());
        }
        return items;
    }

    private void requireNew() {
        int line = parser.currentTokenLocation().getLineNr();
        Integer before = linesOfKeys.putIfAbsent(String.join("\u0000", path), line);
        if (before != null) {
            throw invalid(
                    where(),
                    "`%s` stands twice, first in line %d"
                            .formatted(String.join(".", path), before));
        }
    }

    private void requireNoAlias() {
        if (parser.isCurrentAlias()) {
            throw invalid(where(), "YAML aliases (`*name`) are not supported, write the value");
        }
    }

    private String where() {
        return "%s line %d".formatted(name, parser.currentTokenLocation().getLineNr());
    }

    private static DigiException invalid(String where, String message) {
        return new DigiException(new Problem.Invalid(List.of(new Violation(where, message))));
    }
}
