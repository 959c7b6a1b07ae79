package io.digi;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.change.Point;
import io.digi.model.change.PointChange;
import io.digi.model.config.CollectionConfig;
import io.digi.model.engine.Call;
import io.digi.model.engine.VectorEngine;
import io.digi.model.id.CollectionName;
import io.digi.model.id.PointId;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScoredPoint;
import io.digi.model.vector.Distance;
import io.digi.model.vector.NamedVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of `README.md`, compiled and run, and that it is the one printed there.
class ReadmeExampleTest {
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "digi", "ReadmeExampleTest.java");
    private static final Path README = Path.of("..", "README.md");

    @TempDir Path directory;

    @Test
    void examplePrintsTheNearestPoint() {
        List<ScoredPoint> nearest = example(directory.resolve("storage"));

        assertThat(nearest).extracting(ScoredPoint::id).containsExactly(PointId.of("doc_1"));
        assertThat(nearest.getFirst().score()).isGreaterThan(0.9f);
    }

    private static List<ScoredPoint> example(Path directory) {
        // readme: begin
        try (VectorEngine engine = Digi.open(directory)) {
            CollectionName notes = new CollectionName("notes");
            CollectionConfig config = CollectionConfig.of(3, Distance.COSINE);
            engine.collections().create(Call.everything(), notes, config);

            Payload tea = Payload.EMPTY.with("text", Value.of("How to brew tea"));
            Payload bolts = Payload.EMPTY.with("text", Value.of("Bolts and their sizes"));
            List<Point> points =
                    List.of(
                            new Point(PointId.of("doc_1"), NamedVectors.of(0.9f, 0.1f, 0.2f), tea),
                            new Point(PointId.of(2), NamedVectors.of(0.1f, 0.8f, 0.3f), bolts));
            engine.write(Call.everything(), notes, List.of(new PointChange.Upsert(points)));

            PointRead.Query query = PointRead.Query.nearest(/* limit= */ 1, 1f, 0f, 0.1f);
            List<ScoredPoint> nearest = engine.read(Call.everything(), notes, query);
            nearest.forEach(hit -> System.out.println(hit.id() + " " + hit.score()));
            return nearest;
        }
        // readme: end
    }

    @Test
    void readmePrintsTheExampleAsItIsCompiled() throws IOException {
        String compiled = between(SOURCE, "// readme: begin\n", "// readme: end");
        String printed = between(README, "<!-- compiled example -->\n```java\n", "```");

        assertThat(printed).isEqualTo(compiled.stripIndent());
    }

    /// What stands in a file between two texts, each at its first place.
    private static String between(Path file, String begin, String end) throws IOException {
        String text = Files.readString(file);
        assertThat(text).as("%s", file).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        assertThat(to).as("%s has no `%s` after `%s`", file, end, begin).isPositive();
        return text.substring(from, to);
    }
}
