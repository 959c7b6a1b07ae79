package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import io.digi.server.access.Action;
import io.digi.server.access.Right;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation with every kind of key.
class AccessMatrixIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private String collection = "";

    @BeforeEach
    void createCollection() {
        collection = server.createTenanted();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void withoutAKeyOnlyPublicOperationsAnswer(Action action) {
        Reply reply = send(server.nobody(), action);

        assertDenied(action, reply, "Must provide an API key or an Authorization bearer token");
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void wrongKeyIsNoKey(Action action) {
        Reply reply = send(server.nobody().with("api-key", "guess"), action);

        assertDenied(action, reply, "Invalid API key or JWT");
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void readOnlyKeyReads(Action action) {
        Reply reply = send(server.reader().with("digi-tenant", "a"), action);

        assertAllowed(action.right() != Right.WRITE && action.right() != Right.MANAGE, reply);
        assertThat(countOf("a") + countOf("b")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void tenantReadsAndWritesItsPoints(Action action) {
        Reply reply = send(server.tenantA(), action);

        assertAllowed(action.right() != Right.ADMIN && action.right() != Right.MANAGE, reply);
        assertThat(countOf("b")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void administratorMayDoEverything(Action action) {
        assertAllowed(true, send(server.administrator().with("digi-tenant", "a"), action));
    }

    private void assertDenied(Action action, Reply reply, String text) {
        if (action.right() == Right.PUBLIC) {
            reply.ok();
        } else {
            reply.is(401);
            assertThat(reply.text()).isEqualTo(text);
            assertThat(reply.header("Content-Type")).contains("text/plain; charset=utf-8");
        }
    }

    private static void assertAllowed(boolean allowed, Reply reply) {
        if (allowed) {
            reply.ok();
        } else {
            reply.refused(403, "Forbidden: ");
        }
    }

    private int countOf(String tenant) {
        Reply reply =
                server.administrator()
                        .with("digi-tenant", tenant)
                        .post("/collections/" + collection + "/points/count", "{}");
        return reply.resultNode().get("count").asInt();
    }

    private Reply send(Client client, Action action) {
        String path =
                action.template()
                        .replace("{collection_name}", collectionFor(action))
                        .replace("{id}", "1")
                        .replace("{field_name}", "k")
                        .replace("{shard_id}", "0")
                        .replace("**", "");
        if (path.contains("snapshot")) {
            return sendAboutSnapshot(client, action, path);
        }
        return client.send(
                action.method(), path, BodyPublishers.ofString(body(action).replace('\'', '"')));
    }

    /// About one that is there.
    private Reply sendAboutSnapshot(Client client, Action action, String path) {
        String list = path.substring(0, path.indexOf("/snapshot")) + "/snapshots";
        String name = server.administrator().post(list, "").resultNode().get("name").asString();
        String place = path.replace("{snapshot_name}", name);
        if (action.isUpload()) {
            byte[] bytes = server.administrator().get(list + "/" + name).ok().bytes();
            return client.with("Content-Type", "multipart/form-data; boundary=cut")
                    .send(action.method(), place, Multipart.file("cut", "snapshot", bytes));
        }
        String body = path.endsWith("/recover") ? "{'location':'file:///%s'}" : "";
        return client.send(
                action.method(),
                place,
                BodyPublishers.ofString(body.formatted(name).replace('\'', '"')));
    }

    private String collectionFor(Action action) {
        return action == Action.CREATE_COLLECTION ? ServerUnderTest.freshName() : collection;
    }

    private String body(Action action) {
        return switch (action) {
            case CREATE_COLLECTION -> "{'vectors':{'size':2,'distance':'Dot'}}";
            case UPDATE_COLLECTION -> "{'hnsw_config':{'m':20}}";
            case CREATE_INDEX -> "{'field_name':'k','field_schema':'keyword'}";
            case CHANGE_ALIASES -> "{'actions':[]}";
            case RETRIEVE -> "{'ids':[1]}";
            case SCROLL, COUNT -> "{}";
            case QUERY, EXPLAIN_QUERY -> "{'query':[1,0]}";
            case QUERY_BATCH -> "{'searches':[{'query':[1,0]}]}";
            case SEARCH -> "{'vector':[1,0],'limit':1}";
            case SEARCH_BATCH -> "{'searches':[{'vector':[1,0],'limit':1}]}";
            case UPSERT -> "{'points':[{'id':9,'vector':[1,0]}]}";
            case DELETE_POINTS, CLEAR_PAYLOAD -> "{'points':[1]}";
            case UPDATE_VECTORS -> "{'points':[{'id':1,'vector':[3,3]}]}";
            case DELETE_VECTORS -> "{'points':[1],'vector':['']}";
            case SET_PAYLOAD, OVERWRITE_PAYLOAD -> "{'payload':{'n':1},'points':[1]}";
            case DELETE_PAYLOAD -> "{'keys':['k'],'points':[1]}";
            case BATCH -> "{'operations':[{'delete':{'points':[1]}}]}";
            case ABOUT,
                    HEALTHZ,
                    LIVEZ,
                    READYZ,
                    HEALTH,
                    DASHBOARD,
                    METRICS,
                    TELEMETRY,
                    JOBS,
                    ISSUES,
                    CLEAR_ISSUES,
                    CLUSTER,
                    LIST_COLLECTIONS,
                    DESCRIBE_COLLECTION,
                    COLLECTION_EXISTS,
                    DELETE_COLLECTION,
                    DELETE_INDEX,
                    LIST_SNAPSHOTS,
                    CREATE_SNAPSHOT,
                    RECOVER_SNAPSHOT,
                    UPLOAD_SNAPSHOT,
                    DOWNLOAD_SNAPSHOT,
                    DELETE_SNAPSHOT,
                    STREAM_SHARD_SNAPSHOT,
                    LIST_SHARD_SNAPSHOTS,
                    CREATE_SHARD_SNAPSHOT,
                    RECOVER_SHARD_SNAPSHOT,
                    UPLOAD_SHARD_SNAPSHOT,
                    DOWNLOAD_SHARD_SNAPSHOT,
                    DELETE_SHARD_SNAPSHOT,
                    LIST_FULL_SNAPSHOTS,
                    CREATE_FULL_SNAPSHOT,
                    RECOVER_FULL_SNAPSHOT,
                    DOWNLOAD_FULL_SNAPSHOT,
                    DELETE_FULL_SNAPSHOT,
                    LIST_ALIASES,
                    LIST_COLLECTION_ALIASES,
                    RETRIEVE_ONE ->
                    "";
        };
    }
}
