package io.digi.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The texts and questions that ship with the program.
record Samples(List<TenantSamples> tenants) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String QUESTIONS = "questions.json";

    /// What one tenant knows, and what it is asked.
    record TenantSamples(String tenant, List<Document> documents, List<Question> questions) {}

    /// A text with its payload.
    record Document(String id, String content, ObjectNode payload) {}

    /// A question, and the document that answers it.
    record Question(String text, String expectedId) {}

    static Samples load() {
        List<TenantSamples> tenants = new ArrayList<>();
        try (InputStream in = open(QUESTIONS)) {
            for (Map.Entry<String, JsonNode> tenant : JSON.readTree(in).properties()) {
                List<Question> questions =
                        tenant.getValue()
                                .valueStream()
                                .map(q ->
                                        new Question(
                                                q.path("question").asString(),
                                                q.path("expect").asString()))
                                .toList();
                tenants.add(
                        new TenantSamples(tenant.getKey(), documents(tenant.getKey()), questions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Samples(List.copyOf(tenants));
    }

    List<String> tenantNames() {
        return tenants.stream().map(TenantSamples::tenant).toList();
    }

    private static List<Document> documents(String tenant) throws IOException {
        List<Document> documents = new ArrayList<>();
        try (InputStream in = open(tenant + ".jsonl");
                MappingIterator<ObjectNode> lines =
                        JSON.readerFor(ObjectNode.class).readValues(in)) {
            while (lines.hasNext()) {
                ObjectNode payload = lines.next();
                String id = payload.remove("id").asString();
                documents.add(new Document(id, payload.path("content").asString(), payload));
            }
        }
        return List.copyOf(documents);
    }

    private static InputStream open(String name) {
        InputStream in = Samples.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing from the class path");
        }
        return in;
    }
}
