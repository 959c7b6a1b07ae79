package io.digi.bench.contender;

import io.digi.bench.data.Similarity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What every index is measured with. It reaches a process of ours as arguments, and a foreign one
/// as variables of its environment.
///
/// @param data the folder with `base.npy`, `queries.npy` and `neighbors.npy`
/// @param work an empty folder for the index's own files
/// @param graph how graphs are built
/// @param search how they are searched
public record ContenderSettings(
        Path data, Path work, Similarity similarity, Graph graph, Search search) {
    private static final String PREFIX = "DIGI_BENCH_";

    /// How a graph is built.
    ///
    /// @param m links of a node on upper levels; twice as many on the lowest
    /// @param efConstruction candidates of an insertion
    public record Graph(int m, int efConstruction, int threads) {}

    /// How a graph is searched.
    ///
    /// @param efs numbers of candidates, one after the other
    /// @param limit how many neighbours are asked for
    /// @param leastTime of a measurement
    public record Search(List<Integer> efs, int limit, int threads, Duration leastTime) {
        /// How many neighbours are asked for where nothing else is said.
        public static final int LIMIT = 10;

        public Search {
            efs = List.copyOf(efs);
        }
    }

    /// As words `NAME=value`, to be read by [#parse].
    public List<String> words() {
        return fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .toList();
    }

    /// As variables of the environment: `DIGI_BENCH_EF` and so on.
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        fields().forEach((name, value) -> variables.put(PREFIX + name, value));
        return variables;
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("DATA", data.toString());
        fields.put("WORK", work.toString());
        fields.put("METRIC", similarity.name().toLowerCase(Locale.ROOT));
        fields.put("M", Integer.toString(graph.m));
        fields.put("EF_CONSTRUCTION", Integer.toString(graph.efConstruction));
        fields.put("BUILD_THREADS", Integer.toString(graph.threads));
        fields.put("EF", search.efs.stream().map(String::valueOf).collect(Collectors.joining(",")));
        fields.put("LIMIT", Integer.toString(search.limit));
        fields.put("THREADS", Integer.toString(search.threads));
        fields.put("LEAST_MILLIS", Long.toString(search.leastTime.toMillis()));
        return fields;
    }

    static ContenderSettings parse(List<String> words) {
        Map<String, String> fields =
                words.stream()
                        .map(word -> word.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Fields read = new Fields(fields);
        return new ContenderSettings(
                Path.of(read.text("DATA")),
                Path.of(read.text("WORK")),
                Similarity.valueOf(read.text("METRIC").toUpperCase(Locale.ROOT)),
                new Graph(
                        read.number("M"),
                        read.number("EF_CONSTRUCTION"),
                        read.number("BUILD_THREADS")),
                new Search(
                        Arrays.stream(read.text("EF").split(",")).map(Integer::valueOf).toList(),
                        read.number("LIMIT"),
                        read.number("THREADS"),
                        Duration.ofMillis(read.number("LEAST_MILLIS"))));
    }

    private record Fields(Map<String, String> byName) {
        private String text(String name) {
            String value = byName.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no " + name + " among " + byName.keySet());
            }
            return value;
        }

        private int number(String name) {
            return Integer.parseInt(text(name));
        }
    }
}
