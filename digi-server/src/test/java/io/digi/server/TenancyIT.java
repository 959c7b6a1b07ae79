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

    @Test
    void exampleOfTheInfrastructureDocumentWorks() {
        admin.put(
                        path + "/points?wait=true",
                        """
                        {'points':[{'id':'doc_123','vector':[0.1,0.2],'payload':{
                         'owner':'digi_core','content':'Document content','type':'knowledge'}}]}\
                        """)
                .ok();

        JsonNode hits =
                admin.post(
                                path + "/points/search",
                                "{'vector':[0.1,0.2],'limit':10,"
                                        + FILTER_A.replace("'a'", "'digi_core'")
                                        + "}")
                        .resultNode();

        assertThat(hits).extracting(hit -> hit.get("id").asString()).containsExactly("doc_123");
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

    @Test
    void administratorNamesATenantByHeader() {
        assertThat(admin.with("digi-tenant", "b").get(path + "/points/2").result())
                .contains("'owner':'b'");
        admin.with("digi-tenant", "b").post(path + "/points/delete", "{'points':[1]}").ok();

        a.get(path + "/points/1").ok();
        b.get(path + "/points/1").is(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "points | {'ids':[1]}",
                "points/count | {}",
                "points/scroll | {}",
                "points/query | {'query':[1,0]}",
                "points/delete | {'points':[1]}",
                "points/delete | {'filter':{}}",
                "points/payload/clear | {'points':[1]}",
                "points/batch | {'operations':[{'delete':{'points':[1]}}]}"
            })
    void administratorWithoutATenantIsToldTheHeader(String route, String body) {
        String before = everythingOf("a") + everythingOf("b");

        admin.post(path + "/" + route, body).refused(400, "digi-tenant", "owner");

        assertThat(everythingOf("a") + everythingOf("b")).isEqualTo(before);
    }

    @Test
    void refusedOperationKeepsAWholeBatchBack() {
        admin.post(
                        path + "/points/batch",
                        "{'operations':[{'delete':{" + FILTER_A + "}},{'delete':{'points':[1]}}]}")
                .refused(400, "digi-tenant");

        a.get(path + "/points/1").ok();
    }

    @Test
    void batchMayBeAboutSeveralTenants() {
        JsonNode found =
                admin.post(
                                path + "/points/query/batch",
                                "{'searches':[{'query':[1,1],"
                                        + FILTER_A
                                        + "},{'query':[1,1],"
                                        + FILTER_B
                                        + "}]}")
                        .resultNode();
        assertThat(found.at("/0/points").size()).isEqualTo(1);
        assertThat(found.at("/1/points").size()).isEqualTo(2);

        assertThat(
                        admin.post(
                                        path + "/points/batch",
                                        "{'operations':[{'delete':{"
                                                + FILTER_A
                                                + "}},{'delete':{"
                                                + FILTER_B
                                                + "}}]}")
                                .resultNode()
                                .size())
                .isEqualTo(2);
        assertThat(everythingOf("a") + everythingOf("b")).isEqualTo("[][]");
    }

    @Test
    void disagreementIsABadRequest() {
        Client ofA = admin.with("digi-tenant", "a");

        ofA.post(path + "/points/count", "{" + FILTER_B + "}").refused(400, "`a`", "`b`");
        ofA.put(path + "/points", "{'points':[{'id':5,'vector':[1,1],'payload':{'owner':'b'}}]}")
                .refused(400, "`a`", "`b`");
    }

    @Test
    void starReadsAllTenantsPageByPage() {
        Client all = admin.with("digi-tenant", "*");

        assertThat(all.post(path + "/points/count", "{}").result()).isEqualTo("{'count':3}");
        JsonNode first = all.post(path + "/points/scroll", "{'limit':2}").resultNode();
        String offset = first.get("next_page_offset").asString();
        assertThat(offset).startsWith("digi-page:");
        JsonNode second =
                all.post(path + "/points/scroll", "{'limit':2,'offset':'" + offset + "'}")
                        .resultNode();
        assertThat(second.get("points").size()).isEqualTo(1);
        assertThat(second.get("next_page_offset").isNull()).isTrue();
        a.post(path + "/points/scroll", "{'offset':'" + offset + "'}").is(403);
        all.post(path + "/points/delete", "{'filter':{}}").refused(400, "name one tenant");
    }

    @Test
    void settingsDeclareTheTenantFieldToo() {
        admin.delete("/collections/declared_by_settings");
        admin.put(
                        "/collections/declared_by_settings",
                        "{'vectors':{'size':2,'distance':'Dot'},"
                                + "'metadata':{'digi':{'tenant_field':'other'}}}")
                .refused(400, "`owner`", "`other`");
        server.createPlain("elsewhere");
        admin.put("/collections/declared_by_settings", "{'vectors':{'size':2,'distance':'Dot'}}")
                .ok();

        admin.put(
                        "/collections/declared_by_settings/points",
                        "{'points':[{'id':1,'vector':[1,1]}]}")
                .refused(400, "owner");
        a.put("/collections/declared_by_settings/points", "{'points':[{'id':1,'vector':[1,1]}]}")
                .ok();
        assertThat(b.post("/collections/declared_by_settings/points/count", "{}").result())
                .isEqualTo("{'count':0}");
    }

    @Test
    void plainCollectionRefusesATenantToNarrowItBy() {
        String plain = server.createPlain();

        admin.with("digi-tenant", "a")
                .post("/collections/" + plain + "/points/count", "{}")
                .refused(400, "does not keep tenants apart");
    }

    private String everythingOf(String tenant) {
        return admin.with("digi-tenant", tenant)
                .post(path + "/points/scroll", "{'with_vector':true}")
                .resultNode()
                .get("points")
                .toString();
    }
}
