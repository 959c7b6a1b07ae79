# Example: Adding documents with tenant isolation
from qdrant_client import QdrantClient, models

client = QdrantClient("localhost", port=6333)

# Add document for tenant
client.upsert(
    collection_name="digi_knowledge",
    points=[
        models.PointStruct(
            id="doc_123",
            payload={
                "tenant_id": "digi_core",      # Tenant isolation
                "content": "Document content",
                "type": "knowledge",
                "created_at": "2024-01-15T10:00:00Z",
                "category": "technical"
            },
            vector=[0.1, 0.2, 0.3, ...]
        )
    ]
)

# Query with tenant isolation
results = client.search(
    collection_name="digi_knowledge",
    query_vector=[0.1, 0.2, 0.3, ...],
    query_filter=models.Filter(
        must=[
            models.FieldCondition(
                key="tenant_id",
                match=models.MatchValue(value="digi_core")
            )
        ]
    ),
    limit=10
)
