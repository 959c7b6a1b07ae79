package io.digi.cli.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The example of the document, in each setting that it must work in.
enum Example {
    NO_KEY_AND_PLAIN_COLLECTION("", false),
    NO_KEY_AND_TENANT_FIELD("", true),
    KEY_AND_PLAIN_COLLECTION(ClientServer.ADMINISTRATOR_KEY, false),
    KEY_AND_TENANT_FIELD(ClientServer.ADMINISTRATOR_KEY, true),
    TENANT_KEY_AND_TENANT_FIELD(ClientServer.TENANT_KEY, true);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAYLOAD =
            """
            {"tenant_id": "digi_core", "content": "Document content", "type": "knowledge",
             "created_at": "2024-01-15T10:00:00Z", "category": "technical"}
            """;

    private final String key;
    private final boolean enforced;

    Example(String key, boolean enforced) {
        this.key = key;
        this.enforced = enforced;
    }

    /// The key, empty where there is none.
    String key() {
        return key;
    }

    /// Whether the collection keeps tenants apart.
    boolean enforced() {
        return enforced;
    }

    /// Checks what a script printed: the document that went in, and nothing else.
    static void assertDocumentCameBack(ScriptRun run) {
        JsonNode hits = JSON.readTree(run.lastLine());
        assertThat(hits.size()).as(run.out()).isEqualTo(1);
        JsonNode hit = hits.get(0);
        assertThat(hit.get("id").asString()).isEqualTo("doc_123");
        assertThat(hit.get("score").asDouble()).isCloseTo(1, within(1e-5));
        assertThat(hit.get("payload")).isEqualTo(JSON.readTree(PAYLOAD));
    }
}
