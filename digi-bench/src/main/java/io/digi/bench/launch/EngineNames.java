package io.digi.bench.launch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The indexes that this program can measure itself.
public final class EngineNames {
    /// What a family stands for: its variants that are worth a comparison.
    private static final Map<String, List<String>> FAMILIES =
            Map.of(
                    "lucene",
                    List.of("lucene-float32", "lucene-8bit", "lucene-4bit", "lucene-1bit"),
                    "jvector",
                    List.of("jvector-float32", "jvector-pq8", "jvector-fused8"));

    private static final Set<String> ENGINES =
            Set.of(
                    "digi",
                    "digi-1bit",
                    "digi-2bit",
                    "digi-4bit",
                    "digi-8bit",
                    "lucene-float32",
                    "lucene-8bit",
                    "lucene-7bit",
                    "lucene-4bit",
                    "lucene-1bit",
                    "jvector-float32",
                    "jvector-pq8",
                    "jvector-pq4",
                    "jvector-fused8",
                    "jvector-fused4");

    private EngineNames() {}

    /// Every name that may be asked for, in the order of the alphabet.
    public static Set<String> all() {
        Set<String> names = new TreeSet<>(ENGINES);
        names.addAll(FAMILIES.keySet());
        return names;
    }

    /// Puts its variants in place of each family; in the order asked for, each once.
    public static List<String> expand(List<String> asked) {
        Set<String> engines = new LinkedHashSet<>();
        for (String name : asked) {
            if (!all().contains(name)) {
                throw new IllegalArgumentException(
                        "no engine is called %s; there are %s"
                                .formatted(name, String.join(", ", all())));
            }
            engines.addAll(FAMILIES.getOrDefault(name, List.of(name)));
        }
        return List.copyOf(engines);
    }
}
