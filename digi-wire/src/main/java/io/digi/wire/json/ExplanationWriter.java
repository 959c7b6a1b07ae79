package io.digi.wire.json;

import io.digi.model.config.PayloadIndexKind;
import io.digi.model.query.Explanation;
import io.digi.model.query.Explanation.ConditionAnswer;
import io.digi.model.query.Explanation.Matches;
import io.digi.model.query.Explanation.Spent;
import io.digi.model.query.Explanation.VectorIndex;
import io.digi.model.query.QueryPhase;
import io.digi.model.query.SearchStep;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/// Writes an explanation; what does not apply is left out.
final class ExplanationWriter {
    private final JsonGenerator out;

    ExplanationWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(Explanation explanation) {
        out.writeStartObject();
        explanation.tenant().ifPresent(id -> out.writeStringProperty("tenant", id.value()));
        out.writeNumberProperty("hits", explanation.hitCount());
        out.writeName("matches");
        write(explanation.matches());
        out.writeName("conditions");
        out.writeStartArray();
        explanation.conditions().forEach(this::write);
        out.writeEndArray();
        out.writeName("steps");
        out.writeStartArray();
        explanation.steps().forEach(this::write);
        out.writeEndArray();
        explanation.index().ifPresent(this::write);
        write(explanation.spent());
        out.writeName("hints");
        out.writeStartArray();
        explanation.hints().forEach(out::writeString);
        out.writeEndArray();
        out.writeEndObject();
    }

    private void write(Matches matches) {
        out.writeStartObject();
        out.writeNumberProperty("in_scope", matches.inScope());
        out.writeNumberProperty("certain", matches.certain());
        out.writeNumberProperty("possible", matches.possible());
        out.writeBooleanProperty("exact", matches.isExact());
        out.writeEndObject();
    }

    private void write(ConditionAnswer condition) {
        out.writeStartObject();
        out.writeStringProperty("condition", condition.name());
        condition.key().ifPresent(key -> out.writeStringProperty("key", key.toString()));
        condition.index().ifPresent(index -> out.writeStringProperty("index", index.typeName()));
        out.writeBooleanProperty("decided", condition.isDecided());
        if (!condition.missing().isEmpty()) {
            out.writeName("missing_index");
            write(condition.missing());
        }
        out.writeEndObject();
    }

    /// In the order of the kinds.
    private void write(Set<PayloadIndexKind> kinds) {
        out.writeStartArray();
        new TreeSet<>(kinds).forEach(kind -> out.writeString(kind.typeName()));
        out.writeEndArray();
    }

    private void write(SearchStep step) {
        out.writeStartObject();
        switch (step) {
            case SearchStep.Vectors(SearchStep.Why why, long compared) -> {
                out.writeStringProperty("step", "vectors");
                out.writeStringProperty("why", word(why));
                out.writeNumberProperty("compared", compared);
            }
            case SearchStep.Codes(int bits, long compared, long kept) ->
                    codes("codes", bits, compared, kept);
            case SearchStep.TailCodes(int bits, long compared, long kept) ->
                    codes("tail_codes", bits, compared, kept);
            case SearchStep.Graph graph -> write(graph);
            case SearchStep.Rescored(long candidates, long compared) -> {
                out.writeStringProperty("step", "rescore");
                out.writeNumberProperty("candidates", candidates);
                out.writeNumberProperty("compared", compared);
            }
            case SearchStep.Checked(long nearest, long passed) -> {
                out.writeStringProperty("step", "check");
                out.writeNumberProperty("nearest", nearest);
                out.writeNumberProperty("passed", passed);
            }
            case SearchStep.InIdOrder(long taken) -> {
                out.writeStringProperty("step", "id_order");
                out.writeNumberProperty("taken", taken);
            }
        }
        out.writeEndObject();
    }

    private void codes(String step, int bits, long compared, long kept) {
        out.writeStringProperty("step", step);
        out.writeNumberProperty("bits", bits);
        out.writeNumberProperty("compared", compared);
        out.writeNumberProperty("kept", kept);
    }

    private void write(SearchStep.Graph graph) {
        out.writeStringProperty("step", "graph");
        out.writeStringProperty("filtering", word(graph.filtering()));
        out.writeNumberProperty("bits", graph.bits());
        out.writeNumberProperty("ef", graph.ef());
        out.writeNumberProperty("wanted", graph.wanted());
        out.writeNumberProperty("kept", graph.kept());
    }

    private void write(VectorIndex index) {
        out.writeName("vector_index");
        out.writeStartObject();
        out.writeNumberProperty("vectors", index.vectors());
        out.writeNumberProperty("coded", index.coded());
        out.writeNumberProperty("linked", index.linked());
        out.writeNumberProperty("tail", index.tail());
        out.writeEndObject();
    }

    private void write(Spent spent) {
        out.writeName("costs");
        out.writeStartObject();
        out.writeNumberProperty("compared_vectors", spent.comparedVectors());
        out.writeNumberProperty("read_records", spent.readRecords());
        out.writeNumberProperty("checked_points", spent.checkedPoints());
        out.writeEndObject();
        out.writeName("time_us");
        out.writeStartObject();
        for (QueryPhase phase : QueryPhase.values()) {
            out.writeNumberProperty(word(phase), micros(spent.time(phase)));
        }
        out.writeNumberProperty("total", micros(spent.total()));
        out.writeEndObject();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
