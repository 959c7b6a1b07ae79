package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Tenants over REST: point 1 belongs to `a`, another point 1 and point 2 to `b`.
class TenancyIT {
    private static final String FILTER_A =
            "'filter':{'must':[{'key':'owner','match':{'value':'a'}}]}";
    private static final String FILTER_B = FILTER_A.replace("'a'", "'b'");

    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client admin = server.administrator();
    private final Client a = server.tenantA();
    private final Client b = server.tenantB();
    private String path = "";

    @BeforeEach
    void createCollection() {
        path = "/collections/" + server.createTenanted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "points/query | {'query':[0,1],'limit':9} | 1",
                "points/query | {'query':[0,1],'limit':9,FILTER_B} | 0",
                "points/query | {'query':[0,1],'filter':{'should':[{'key':'owner','match':"
                        + "{'value':'b'}}]}} | 0",
                "points/query | {'query':[0,1],'filter':{'must_not':[{'key':'owner','match':"
                        + "{'value':'a'}}]}} | 0",
                "points/query | {'query':[0,1],'filter':{'must':[{'has_id':[1,2]}]}} | 1",
                "points/query | {'query':[0,1],'filter':{'must':[{'is_empty':{'key':'zzz'}}]}} | 1",
                "points/query | {'limit':9} | 1",
                "points/scroll | {} | 1",
                "points/scroll | {'offset':2} | 0"
            })
    void readsReturnTheTenantsPointsOnly(String route, String body, int count) {
        JsonNode points =
                a.post(path + "/" + route, body.replace("FILTER_B", FILTER_B))
                        .resultNode()
                        .get("points");

        assertThat(points.size()).isEqualTo(count);
        assertThat(points.toString()).doesNotContain("\"b\"");
    }

    @Test
    void idsMeanTheTenantsOwnPoints() {
        assertThat(a.get(path + "/points/1").result()).contains("'owner':'a'");
        assertThat(b.get(path + "/points/1").result()).contains("'owner':'b'");
        a.get(path + "/points/2").refused(404, "Not found: Point with id 2");
        assertThat(a.post(path + "/points", "{'ids':[1,2]}").resultNode().size()).isEqualTo(1);
        a.post(path + "/points/query", "{'query':2}").refused(404, "No point with id 2 found");
        assertThat(a.post(path + "/points/count", "{}").result()).isEqualTo("{'count':1}");
        assertThat(a.post(path + "/points/count", "{'exact':false}").result())
                .isEqualTo("{'count':1}");
    }

    @Test
    void batchesOfReadsStayInside() {
        JsonNode batch =
                a.post(
                                path + "/points/query/batch",
                                "{'searches':[{'query':[0,1]},{'query':[0,1]," + FILTER_B + "}]}")
                        .resultNode();

        assertThat(batch.at("/0/points").size()).isEqualTo(1);
        assertThat(batch.at("/1/points").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | points/delete | {'points':[2]}",
                "POST | points/delete | {FILTER_B}",
                "POST | points/delete | {'filter':{}}",
                "POST | points/payload | {'payload':{'k':'z'},FILTER_B}",
                "POST | points/payload | {'payload':{'k':'z'},'filter':{}}",
                "PUT | points/payload | {'payload':{'k':'z'},'filter':{}}",
                "POST | points/payload/clear | {'filter':{}}",
                "POST | points/payload/delete | {'keys':['k'],'filter':{}}",
                "POST | points/vectors/delete | {'vector':[''],'filter':{}}",
                "PUT | points | {'points':[{'id':2,'vector':[9,9]}]}",
                "PUT | points/vectors | {'points':[{'id':1,'vector':[9,9]}]}",
                "POST | points/batch | {'operations':[{'clear_payload':{'filter':{}}}]}"
            })
    void writesChangeTheTenantsPointsOnly(String method, String route, String body) {
        String before = everythingOf("b");

        Reply reply =
                method.equals("PUT")
                        ? a.put(path + "/" + route, body.replace("FILTER_B", FILTER_B))
                        : a.post(path + "/" + route, body.replace("FILTER_B", FILTER_B));

        reply.ok();
        assertThat(everythingOf("b")).isEqualTo(before);
    }

    @Test
    void tenantCannotWriteForAnother() {
        String points = "{'points':[{'id':5,'vector':[1,1],'payload':{'owner':'b'}}]}";

        a.put(path + "/points", points).refused(403, "Forbidden: ");
        a.post(path + "/points/payload", "{'payload':{'owner':'b'},'points':[1]}")
                .refused(403, "Forbidden: ");
        a.post(path + "/points/payload/delete", "{'keys':['owner'],'points':[1]}").is(400);
        a.with("digi-tenant", "b").post(path + "/points/count", "{}").refused(403, "Forbidden: ");
        a.with("digi-tenant", "*").post(path + "/points/count", "{}").refused(403, "Forbidden: ");
    }

    @Test
    void upsertIsStampedWithTheTenant() {
        a.put(path + "/points", "{'points':[{'id':5,'vector':[1,1]}]}").ok();

        assertThat(a.get(path + "/points/5").result()).contains("'owner':'a'");
        b.get(path + "/points/5").is(404);
    }

    @Test
    void tenantSeesItsCollectionsOnly() {
        String foreign = server.createPlain();
        admin.delete("/collections/plain_of_a");
        server.createPlain("plain_of_a");

        assertThat(a.get("/collections").result()).contains("plain_of_a").doesNotContain(foreign);
        assertThat(b.get("/collections").result()).doesNotContain("plain_of_a");
        assertThat(a.post("/collections/plain_of_a/points/count", "{}").result())
                .isEqualTo("{'count':3}");
        b.post("/collections/plain_of_a/points/count", "{}")
                .refused(403, "Forbidden: Access to collection plain_of_a is required");
        assertThat(b.get("/collections/plain_of_a/exists").result()).isEqualTo("{'exists':false}");
        b.get("/collections/plain_of_a").is(403);
    }

    @Test
    void foreignCollectionLooksLikeAMissingOne() {
        String foreign = server.createPlain();
        String missing = ServerUnderTest.freshName();

        assertThat(a.get("/collections/" + foreign).error().replace(foreign, "x"))
                .isEqualTo(a.get("/collections/" + missing).error().replace(missing, "x"));
    }

    @Test
    void aliasThatIsListedForATenantIsReachable() {
        String target = server.createPlain();
        admin.post(
                        "/collections/aliases",
                        ("{'actions':[{'create_alias':{'collection_name':'%s',"
                                        + "'alias_name':'alias_of_a'}}]}")
                                .formatted(target))
                .ok();

        assertThat(a.post("/collections/alias_of_a/points/count", "{}").result())
                .isEqualTo("{'count':3}");
        assertThat(a.get("/aliases").result()).contains("alias_of_a");
        assertThat(b.get("/aliases").result()).doesNotContain("alias_of_a");
        a.post("/collections/" + target + "/points/count", "{}").is(403);
        b.post("/collections/alias_of_a/points/count", "{}").is(403);
    }

    @Test
    void countsInTheDescriptionAreTheTenants() {
        assertThat(a.get(path).resultNode().get("points_count").asInt()).isEqualTo(1);
        assertThat(b.get(path).resultNode().get("points_count").asInt()).isEqualTo(2);
        assertThat(admin.get(path).resultNode().get("points_count").asInt()).isEqualTo(3);
    }

    private String everythingOf(String tenant) {
        return admin.with("digi-tenant", tenant)
                .post(path + "/points/scroll", "{'with_vector':true}")
                .resultNode()
                .get("points")
                .toString();
    }
}
