// What an application does with @qdrant/js-client-rest, in a collection of its own; every answer
// is checked. Prints the client's version and the number of checks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { QdrantClient } from "@qdrant/js-client-rest";

const NAME = "flow";
const UUID = "5c56c793-69f3-4fbf-87e6-c4bf54c28c26";

const client = new QdrantClient({
  host: process.env.DIGI_HOST,
  port: Number(process.env.DIGI_PORT),
  apiKey: process.env.DIGI_API_KEY || undefined,
  https: false,
});
let checks = 0;

function same(actual, expected, what) {
  checks++;
  assert.deepEqual(actual, expected, `${what}: came ${JSON.stringify(actual)}`);
}

function near(actual, expected, what) {
  same(actual.map((number) => Number(number.toFixed(5))), expected, what);
}

function done(result, what) {
  same(result.status, "completed", what);
}

async function refused(status, what, call) {
  const answer = await call().then(
    () => 200,
    (refusal) => refusal.status,
  );
  same(answer, status, what);
}

const match = (key, value) => ({ key, match: { value } });
const ids = (points) => points.map((point) => point.id);
const payloadOf = async (id) => (await client.retrieve(NAME, { ids: [id] }))[0].payload;

async function create() {
  same((await client.collectionExists(NAME)).exists, false, "exists before");
  const config = { vectors: { size: 3, distance: "Dot" }, hnsw_config: { m: 16 } };
  same(await client.createCollection(NAME, config), true, "create");
  same((await client.collectionExists(NAME)).exists, true, "exists");
  const { collections } = await client.getCollections();
  same(collections.filter((c) => c.name === NAME), [{ name: NAME }], "collections");
  await refused(409, "create again", () => client.createCollection(NAME, config));
  const info = await client.getCollection(NAME);
  same(info.status, "green", "status");
  same(info.config.params.vectors.size, 3, "size");
  same(info.config.params.vectors.distance, "Dot", "distance");
}

async function upsert() {
  const index = { field_name: "color", field_schema: "keyword", wait: true };
  done(await client.createPayloadIndex(NAME, index), "index");
  const points = [
    { id: 1, vector: [1, 0, 0], payload: { color: "red", number: 1 } },
    { id: UUID, vector: [0, 1, 0], payload: { color: "blue", number: 2 } },
    { id: "doc", vector: [0, 0, 1], payload: { color: "red", number: 3 } },
  ];
  done(await client.upsert(NAME, { wait: true, points }), "upsert of a list");
  const batch = {
    ids: [10, 11],
    vectors: [[1, 1, 0], [0, 1, 1]],
    payloads: [{ color: "green" }, { tags: ["a", "b"] }],
  };
  done(await client.upsert(NAME, { wait: true, batch }), "upsert of a batch");
  const bulk = Array.from({ length: 50 }, (_, i) => ({
    id: 100 + i,
    vector: [0, 0, -100 - i],
    payload: { bulk: true },
  }));
  await client.upsert(NAME, { wait: true, points: bulk });
  const info = await client.getCollection(NAME);
  same(info.points_count, 55, "points of the collection");
  same(Object.keys(info.payload_schema), ["color"], "indexed fields");
}

async function read() {
  const found = await client.retrieve(NAME, { ids: [1, UUID, "doc", 999], with_vector: true });
  same(ids(found), [1, UUID, "doc"], "retrieve");
  same(found[1].vector, [0, 1, 0], "vector");
  const filter = { must: [match("bulk", true)] };
  const seen = [];
  let pages = 0;
  let offset;
  do {
    const page = await client.scroll(NAME, { filter, limit: 20, offset });
    seen.push(...ids(page.points));
    offset = page.next_page_offset;
    pages++;
  } while (offset !== null && offset !== undefined);
  same([seen.length, seen[0], seen[49], pages], [50, 100, 149, 3], "scroll");
  same((await client.count(NAME)).count, 55, "count");
  for (const [what, filter, expected] of [
    ["range", { must: [{ key: "number", range: { gte: 2, lt: 4 } }] }, [UUID, "doc"]],
    ["any", { must: [{ key: "tags", match: { any: ["b"] } }] }, [11]],
    ["ids", { must: [{ has_id: [10, "doc"] }] }, [10, "doc"]],
    ["empty", { must: [{ is_empty: { key: "bulk" } }] }, [1, 10, 11, UUID, "doc"]],
    ["should", { should: [match("color", "red"), match("color", "green")] }, [1, 10, "doc"]],
  ]) {
    const page = await client.scroll(NAME, { filter, limit: 100 });
    same(ids(page.points), expected, `filter by ${what}`);
    same((await client.count(NAME, { filter })).count, expected.length, `count by ${what}`);
  }
}

async function search() {
  const query = [3, 2, 1];
  const { points } = await client.query(NAME, { query, limit: 2, with_vector: true });
  same(ids(points), [10, 1], "query");
  near(points.map((hit) => hit.score), [5, 3], "scores");
  same(points[0].vector, [1, 1, 0], "vector of a hit");
  const filter = { must: [match("color", "red")] };
  same(ids((await client.query(NAME, { query, filter })).points), [1, "doc"], "with a filter");
  same(ids((await client.query(NAME, { query: "doc", limit: 1 })).points), [11], "by a point");
  const searches = [[0, 1, 0.5], [0, 0, -1]].map((query) => ({ query, limit: 1 }));
  const batch = await client.queryBatch(NAME, { searches });
  same(batch.map((result) => result.points[0].id), [11, 149], "batch of queries");
  same(ids(await client.search(NAME, { vector: query, limit: 2 })), [10, 1], "search");
  const old = [{ vector: [0, 1, 0.5], limit: 1, with_payload: true }];
  const [[hit]] = await client.searchBatch(NAME, { searches: old });
  same(hit.payload, { tags: ["a", "b"] }, "batch of searches");
}

async function changePayload() {
  const points = [1];
  done(await client.setPayload(NAME, { wait: true, points, payload: { new: 1 } }), "set payload");
  same(await payloadOf(1), { color: "red", number: 1, new: 1 }, "payload set");
  const filter = { must: [match("color", "red")] };
  await client.setPayload(NAME, { wait: true, filter, payload: { warm: true } });
  same((await payloadOf("doc")).warm, true, "payload set by filter");
  await client.overwritePayload(NAME, { wait: true, points, payload: { color: "pink" } });
  same(await payloadOf(1), { color: "pink" }, "payload overwritten");
  await client.deletePayload(NAME, { wait: true, points: ["doc"], keys: ["warm"] });
  same(await payloadOf("doc"), { color: "red", number: 3 }, "key deleted");
  await client.clearPayload(NAME, { wait: true, points });
  same(await payloadOf(1), {}, "payload cleared");
}

async function changeVectors() {
  const vectorOf = async (id) =>
    (await client.retrieve(NAME, { ids: [id], with_vector: true }))[0].vector;
  const points = [{ id: "doc", vector: [0, 0, 9] }];
  done(await client.updateVectors(NAME, { wait: true, points }), "update vectors");
  same(await vectorOf("doc"), [0, 0, 9], "vector moved");
  await client.deleteVectors(NAME, { wait: true, points: ["doc"], vector: [""] });
  same(await vectorOf("doc"), {}, "vector gone");
  await client.batchUpdate(NAME, {
    wait: true,
    operations: [
      { upsert: { points: [{ id: 20, vector: [5, 5, 5] }] } },
      { set_payload: { payload: { batched: true }, points: [20] } },
      { delete: { points: [11] } },
    ],
  });
  same(await payloadOf(20), { batched: true }, "batch of updates");
  same(await client.retrieve(NAME, { ids: [11] }), [], "deleted in the batch");
}

async function aliases() {
  const alias = { collection_name: NAME, alias_name: "other" };
  const changed = await client.updateCollectionAliases({ actions: [{ create_alias: alias }] });
  same(changed, true, "create an alias");
  same((await client.getAliases()).aliases, [alias], "aliases");
  same((await client.getCollectionAliases(NAME)).aliases, [alias], "its aliases");
  same((await client.count("other")).count, 55, "count by the alias");
  await client.updateCollectionAliases({ actions: [{ delete_alias: { alias_name: "other" } }] });
  same((await client.getAliases()).aliases, [], "aliases left");
}

async function errors() {
  const points = [{ id: 1, vector: [1, 2] }];
  await refused(400, "wrong dimension", () => client.upsert(NAME, { wait: true, points }));
  await refused(404, "missing collection", () => client.count("missing"));
  await refused(400, "unknown vector", () => client.query(NAME, { query: [1], using: "no" }));
}

async function cleanUp() {
  done(await client.delete(NAME, { wait: true, points: [1, UUID] }), "delete by ids");
  const filter = { must: [match("bulk", true)] };
  done(await client.delete(NAME, { wait: true, filter }), "delete by filter");
  same((await client.count(NAME)).count, 3, "points left");
  done(await client.deletePayloadIndex(NAME, "color", { wait: true }), "delete an index");
  const optimizers_config = { indexing_threshold: 10000 };
  same(await client.updateCollection(NAME, { optimizers_config }), true, "update a collection");
  same(await client.deleteCollection(NAME), true, "delete the collection");
  same((await client.collectionExists(NAME)).exists, false, "exists after");
}

for (const step of [
  create,
  upsert,
  read,
  search,
  changePayload,
  changeVectors,
  aliases,
  errors,
  cleanUp,
]) {
  await step();
}
const home = new URL("./node_modules/@qdrant/js-client-rest/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(home, "utf8"));
console.log(`@qdrant/js-client-rest ${version}: ${checks} checks`);
