package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// How an administrator says whose points a request is about: point 1 belongs to `a`, another point
/// 1 and point 2 to `b`.
class AdministratorTenancyIT {
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
