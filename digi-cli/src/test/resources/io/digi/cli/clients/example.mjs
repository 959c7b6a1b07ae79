// The document's example in JavaScript. Prints what its search found, as one line of JSON.

import { QdrantClient } from "@qdrant/js-client-rest";

const client = new QdrantClient({
  host: process.env.DIGI_HOST,
  port: Number(process.env.DIGI_PORT),
  apiKey: process.env.DIGI_API_KEY || undefined,
  https: false,
});

await client.upsert("digi_knowledge", {
  wait: true,
  points: [
    {
      id: "doc_123",
      payload: {
        tenant_id: "digi_core",
        content: "Document content",
        type: "knowledge",
        created_at: "2024-01-15T10:00:00Z",
        category: "technical",
      },
      vector: [0.1, 0.2, 0.3, 0.4],
    },
  ],
});

const results = await client.search("digi_knowledge", {
  vector: [0.1, 0.2, 0.3, 0.4],
  filter: { must: [{ key: "tenant_id", match: { value: "digi_core" } }] },
  limit: 10,
});
console.log(JSON.stringify(results));
