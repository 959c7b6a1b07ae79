"""What an application does with qdrant-client, in a collection of its own; every answer is checked.

Works with client 1.12 and later ones; over gRPC, where DIGI_GRPC_PORT is set, with later ones. Prints
the client's version and the number of checks.
"""

import os
from importlib.metadata import version

from grpc import RpcError, StatusCode
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import UnexpectedResponse

NAME = "flow"
UUID = "5c56c793-69f3-4fbf-87e6-c4bf54c28c26"

client = QdrantClient(
    os.environ["DIGI_HOST"],
    port=int(os.environ["DIGI_PORT"]),
    api_key=os.environ["DIGI_API_KEY"] or None,
    https=False,
    prefer_grpc="DIGI_GRPC_PORT" in os.environ,
    grpc_port=int(os.environ.get("DIGI_GRPC_PORT", "6334")),
)
checks = 0
CODES = {
    400: StatusCode.INVALID_ARGUMENT,
    404: StatusCode.NOT_FOUND,
    409: StatusCode.ALREADY_EXISTS,
}


def same(actual, expected, what):
    global checks
    checks += 1
    assert actual == expected, f"{what}: expected {expected!r}, came {actual!r}"


def near(actual, expected, what):
    same([round(number, 5) for number in actual], expected, what)


def done(result, what):
    same(result.status, models.UpdateStatus.COMPLETED, what)


def refused(status, what, call):
    try:
        call()
    except UnexpectedResponse as refusal:
        same(refusal.status_code, status, what)
    except RpcError as refusal:
        same(refusal.code(), CODES[status], what)
    else:
        raise AssertionError(f"{what}: expected status {status}, came an answer")


def where(*conditions):
    return models.Filter(must=list(conditions))


def color(value):
    return models.FieldCondition(key="color", match=models.MatchValue(value=value))


def payload_of(point):
    # Over gRPC an empty payload and none look alike.
    return client.retrieve(NAME, ids=[point])[0].payload or {}


def create():
    same(client.collection_exists(NAME), False, "exists before")
    same(
        client.create_collection(
            NAME,
            vectors_config=models.VectorParams(size=3, distance=models.Distance.DOT),
            hnsw_config=models.HnswConfigDiff(m=16, ef_construct=100),
            optimizers_config=models.OptimizersConfigDiff(indexing_threshold=20000),
        ),
        True,
        "create",
    )
    same(client.collection_exists(NAME), True, "exists")
    names = [c.name for c in client.get_collections().collections]
    same(names.count(NAME), 1, "collections")
    refused(
        409,
        "create again",
        lambda: client.create_collection(
            NAME, vectors_config=models.VectorParams(size=3, distance=models.Distance.DOT)
        ),
    )
    info = client.get_collection(NAME)
    same(info.status, models.CollectionStatus.GREEN, "status")
    same(info.config.params.vectors.size, 3, "size")
    same(info.config.params.vectors.distance, models.Distance.DOT, "distance")
    same(info.config.hnsw_config.m, 16, "m")


def upsert():
    for field, schema in [
        ("color", models.PayloadSchemaType.KEYWORD),
        ("number", models.PayloadSchemaType.INTEGER),
    ]:
        done(client.create_payload_index(NAME, field, schema, wait=True), f"index {field}")
    points = [
        models.PointStruct(id=1, vector=[1, 0, 0], payload={"color": "red", "number": 1}),
        models.PointStruct(id=UUID, vector=[0, 1, 0], payload={"color": "blue", "number": 2}),
        models.PointStruct(id="doc", vector=[0, 0, 1], payload={"color": "red", "number": 3}),
    ]
    done(client.upsert(NAME, points=points, wait=True), "upsert of a list")
    batch = models.Batch(
        ids=[10, 11],
        vectors=[[1, 1, 0], [0, 1, 1]],
        payloads=[{"color": "green", "number": 2**53 + 1}, {"tags": ["a", "b"]}],
    )
    done(client.upsert(NAME, points=batch, wait=True), "upsert of a batch")
    bulk = [
        models.PointStruct(id=i, vector=[0, 0, -i], payload={"bulk": True})
        for i in range(100, 150)
    ]
    client.upload_points(NAME, bulk, batch_size=16, wait=True)
    same(client.get_collection(NAME).points_count, 55, "points of the collection")
    schema = client.get_collection(NAME).payload_schema
    same(sorted(schema), ["color", "number"], "indexed fields")
    same(schema["number"].data_type, models.PayloadSchemaType.INTEGER, "type of an index")


def read():
    found = client.retrieve(NAME, ids=[1, UUID, "doc", 999], with_vectors=True)
    same([p.id for p in found], [1, UUID, "doc"], "retrieve")
    same(found[1].vector, [0, 1, 0], "vector")
    same(payload_of(10)["number"], 2**53 + 1, "integer beyond the doubles")
    bulk = where(models.FieldCondition(key="bulk", match=models.MatchValue(value=True)))
    seen, offset, pages = [], None, 0
    while pages == 0 or offset is not None:
        page, offset = client.scroll(NAME, scroll_filter=bulk, limit=20, offset=offset)
        seen += [p.id for p in page]
        pages += 1
    same((seen, pages), (list(range(100, 150)), 3), "scroll")
    _, offset = client.scroll(NAME, limit=54)
    same(client.scroll(NAME, offset=offset)[0][0].id, "doc", "scroll on to a string id")
    same(client.count(NAME).count, 55, "count")
    same(client.count(NAME, count_filter=where(color("red"))).count, 2, "count with a filter")
    number = models.FieldCondition(key="number", range=models.Range(gte=2, lt=4))
    tags = models.FieldCondition(key="tags", match=models.MatchAny(any=["b"]))
    no_bulk = models.IsEmptyCondition(is_empty=models.PayloadField(key="bulk"))
    for what, condition, expected in [
        ("range", number, [UUID, "doc"]),
        ("any", tags, [11]),
        ("ids", models.HasIdCondition(has_id=[10, "doc"]), [10, "doc"]),
        ("empty", no_bulk, [1, 10, 11, UUID, "doc"]),
    ]:
        page, _ = client.scroll(NAME, scroll_filter=where(condition), limit=100)
        same([p.id for p in page], expected, f"filter by {what}")
    others = models.Filter(must_not=[color("red")], should=[color("green"), color("blue")])
    same(client.count(NAME, count_filter=others).count, 2, "should and must_not")


def search():
    hits = client.query_points(NAME, query=[3, 2, 1], limit=2, with_vectors=True).points
    same([h.id for h in hits], [10, 1], "query")
    near([h.score for h in hits], [5, 3], "scores")
    same(hits[0].vector, [1, 1, 0], "vector of a hit")
    hits = client.query_points(NAME, query=[3, 2, 1], query_filter=where(color("red"))).points
    same([h.id for h in hits], [1, "doc"], "query with a filter")
    hits = client.query_points(NAME, query="doc", limit=1, with_payload=["number"]).points
    same([(h.id, h.payload or {}) for h in hits], [(11, {})], "query by a point")
    hits = client.query_points(NAME, query=[3, 2, 1], score_threshold=2.5, offset=1).points
    same([h.id for h in hits], [1, 11], "threshold and offset")
    requests = [models.QueryRequest(query=v, limit=1) for v in ([0, 1, 0.5], [0, 0, -1])]
    batch = client.query_batch_points(NAME, requests=requests)
    same([r.points[0].id for r in batch], [11, 149], "batch of queries")
    if hasattr(client, "search"):
        hits = client.search(NAME, query_vector=[3, 2, 1], limit=2)
        same([h.id for h in hits], [10, 1], "search")
        old = [models.SearchRequest(vector=[0, 1, 0.5], limit=1, with_payload=True)]
        hits = client.search_batch(NAME, requests=old)
        same(hits[0][0].payload, {"tags": ["a", "b"]}, "batch of searches")


def change_payload():
    done(client.set_payload(NAME, payload={"new": 1}, points=[1], wait=True), "set payload")
    same(payload_of(1), {"color": "red", "number": 1, "new": 1}, "payload set")
    nested = client.set_payload(NAME, payload={"deep": 2}, points=[1], key="inside", wait=True)
    done(nested, "set payload by key")
    same(payload_of(1)["inside"], {"deep": 2}, "payload set by key")
    client.set_payload(NAME, payload={"warm": True}, points=where(color("red")), wait=True)
    same(payload_of("doc")["warm"], True, "payload set by filter")
    client.overwrite_payload(NAME, payload={"color": "pink"}, points=[1], wait=True)
    same(payload_of(1), {"color": "pink"}, "payload overwritten")
    client.delete_payload(NAME, keys=["warm"], points=["doc"], wait=True)
    same(payload_of("doc"), {"color": "red", "number": 3}, "key deleted")
    client.clear_payload(NAME, points_selector=models.PointIdsList(points=[1]), wait=True)
    same(payload_of(1), {}, "payload cleared")


def change_vectors():
    moved = [models.PointVectors(id="doc", vector=[0, 0, 9])]
    done(client.update_vectors(NAME, points=moved, wait=True), "update vectors")
    same(client.retrieve(NAME, ["doc"], with_vectors=True)[0].vector, [0, 0, 9], "vector moved")
    done(client.delete_vectors(NAME, vectors=[""], points=["doc"], wait=True), "delete vectors")
    same(client.retrieve(NAME, ["doc"], with_vectors=True)[0].vector, {}, "vector gone")
    client.batch_update_points(
        NAME,
        update_operations=[
            models.UpsertOperation(
                upsert=models.PointsList(points=[models.PointStruct(id=20, vector=[5, 5, 5])])
            ),
            models.SetPayloadOperation(
                set_payload=models.SetPayload(payload={"batched": True}, points=[20])
            ),
            models.DeleteOperation(delete=models.PointIdsList(points=[11])),
        ],
        wait=True,
    )
    same(payload_of(20), {"batched": True}, "batch of updates")
    same(client.retrieve(NAME, ids=[11]), [], "deleted in the batch")


def named_vectors():
    other = NAME + "_named"
    client.create_collection(
        other,
        vectors_config={
            "text": models.VectorParams(size=2, distance=models.Distance.COSINE),
            "image": models.VectorParams(size=2, distance=models.Distance.EUCLID),
        },
    )
    vectors = {"text": [3, 4], "image": [3, 4]}
    client.upsert(other, points=[models.PointStruct(id=1, vector=vectors)], wait=True)
    [hit] = client.query_points(other, query=[3, 4], using="text", with_vectors=["text"]).points
    near([hit.score, *hit.vector["text"]], [1, 0.6, 0.8], "cosine, normalised")
    [hit] = client.query_points(other, query=[0, 0], using="image").points
    near([hit.score], [5], "euclid")
    client.delete_vectors(other, vectors=["image"], points=[1], wait=True)
    [point] = client.retrieve(other, [1], with_vectors=True)
    same(list(point.vector), ["text"], "one vector left")
    same(client.delete_collection(other), True, "delete a collection")


def quantization():
    other = NAME + "_quantized"
    scalar = models.ScalarQuantization(
        scalar=models.ScalarQuantizationConfig(
            type=models.ScalarType.INT8, quantile=0.75, always_ram=True
        )
    )
    product = models.ProductQuantization(
        product=models.ProductQuantizationConfig(compression=models.CompressionRatio.X64)
    )
    binary = models.BinaryQuantization(binary=models.BinaryQuantizationConfig(always_ram=True))
    plane = {"size": 2, "distance": models.Distance.DOT}
    client.create_collection(
        other,
        vectors_config={
            "text": models.VectorParams(**plane, on_disk=True, quantization_config=product),
            "image": models.VectorParams(**plane),
        },
        quantization_config=scalar,
    )
    config = client.get_collection(other).config
    same(config.quantization_config, scalar, "scalar quantization")
    same(config.params.vectors["text"].quantization_config, product, "product quantization")
    same(config.params.vectors["text"].on_disk, True, "on disk")
    point = models.PointStruct(id=1, vector={"text": [3, 4], "image": [3, 4]})
    client.upsert(other, points=[point], wait=True)
    for params in (
        {"ignore": False, "rescore": True, "oversampling": 2.4},
        {"rescore": False},
        {"ignore": True},
    ):
        found = client.query_points(
            other,
            query=[3, 4],
            using="text",
            search_params=models.SearchParams(
                quantization=models.QuantizationSearchParams(**params)
            ),
        )
        near([hit.score for hit in found.points], [25], f"score with {params}")
    own = models.VectorParamsDiff(quantization_config=models.Disabled.DISABLED)
    client.update_collection(other, vectors_config={"text": own}, quantization_config=binary)
    config = client.get_collection(other).config
    same(config.quantization_config, binary, "binary quantization")
    same(config.params.vectors["text"].quantization_config, None, "a vector's disabled")
    client.update_collection(other, quantization_config=models.Disabled.DISABLED)
    same(client.get_collection(other).config.quantization_config, None, "disabled")
    client.delete_collection(other)


def payload_indexes():
    other = "flow-indexes"
    uuid = models.MatchValue(value=UUID.upper().replace("-", ""))
    berlin = models.GeoRadius(center=models.GeoPoint(lon=13.4, lat=52.52), radius=3000)
    words = models.TextIndexParams(
        type="text", tokenizer=models.TokenizerType.WORD, min_token_len=2, lowercase=True
    )
    cases = [
        ("price", "float", {"range": models.Range(gt=7.5)}, [2]),
        ("ok", "bool", {"match": models.MatchValue(value=True)}, [1]),
        ("at", "datetime", {"range": models.DatetimeRange(lt="2024-01-01T00:00:00Z")}, [2]),
        ("place", "geo", {"geo_radius": berlin}, [1]),
        ("owner", "uuid", {"match": uuid}, [1]),
        ("title", words, {"match": models.MatchText(text="FOX quick")}, [1]),
    ]
    client.create_collection(
        other, vectors_config=models.VectorParams(size=2, distance=models.Distance.DOT)
    )
    first = {
        "price": 7.5,
        "ok": True,
        "at": "2024-03-01T10:00:00Z",
        "place": {"lon": 13.4, "lat": 52.5},
        "owner": UUID,
        "title": "The quick, brown Fox",
    }
    second = {
        "price": 8,
        "ok": False,
        "at": "2023-01-01",
        "place": {"lon": 2.3, "lat": 48.8},
        "owner": "me",
        "title": "a quick foxhole",
    }
    points = [
        models.PointStruct(id=1, vector=[1, 0], payload=first),
        models.PointStruct(id=2, vector=[0, 1], payload=second),
    ]
    client.upsert(other, points=points, wait=True)
    for field, schema, test, expected in cases:
        done(client.create_payload_index(other, field, schema, wait=True), f"index {field}")
        kind = schema if isinstance(schema, str) else schema.type
        shown = client.get_collection(other).payload_schema[field]
        same(shown.data_type.value, getattr(kind, "value", kind), f"type of {field}")
        found, _ = client.scroll(
            other, scroll_filter=where(models.FieldCondition(key=field, **test))
        )
        same([point.id for point in found], expected, f"filter on {field}")
    params = client.get_collection(other).payload_schema["title"].params
    same(params.min_token_len, 2, "parameter of a text index")
    client.delete_collection(other)


def aliases():
    create_alias = models.CreateAliasOperation(
        create_alias=models.CreateAlias(collection_name=NAME, alias_name="other")
    )
    same(client.update_collection_aliases([create_alias]), True, "create an alias")
    for found in (client.get_aliases(), client.get_collection_aliases(NAME)):
        same([a.alias_name for a in found.aliases], ["other"], "aliases")
    same(client.count("other").count, client.count(NAME).count, "count by the alias")
    delete_alias = models.DeleteAliasOperation(
        delete_alias=models.DeleteAlias(alias_name="other")
    )
    same(client.update_collection_aliases([delete_alias]), True, "delete an alias")
    same(client.get_aliases().aliases, [], "aliases left")


def errors():
    wrong = [models.PointStruct(id=1, vector=[1, 2])]
    refused(400, "wrong dimension", lambda: client.upsert(NAME, points=wrong, wait=True))
    refused(404, "missing collection", lambda: client.count("missing"))
    refused(400, "unknown vector", lambda: client.query_points(NAME, query=[1], using="no"))


def clean_up():
    client.delete(NAME, points_selector=models.PointIdsList(points=[1, UUID]), wait=True)
    same(client.retrieve(NAME, ids=[1, UUID]), [], "delete by ids")
    bulk = models.FieldCondition(key="bulk", match=models.MatchValue(value=True))
    selector = models.FilterSelector(filter=where(bulk))
    done(client.delete(NAME, points_selector=selector, wait=True), "delete by filter")
    same(client.count(NAME).count, 3, "points left")
    diff = models.OptimizersConfigDiff(indexing_threshold=10000)
    same(client.update_collection(NAME, optimizers_config=diff), True, "update a collection")
    done(client.delete_payload_index(NAME, "number", wait=True), "delete an index")
    same(list(client.get_collection(NAME).payload_schema), ["color"], "indexes left")
    same(client.delete_collection(NAME), True, "delete the collection")
    same(client.collection_exists(NAME), False, "exists after")


for step in (
    create,
    upsert,
    read,
    search,
    change_payload,
    change_vectors,
    named_vectors,
    quantization,
    payload_indexes,
    aliases,
    errors,
    clean_up,
):
    step()
print(f"qdrant-client {version('qdrant-client')}: {checks} checks")
