package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every route once, as its user sees it.
class RoutesIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();
    private String c = "";
    private String path = "";

    @BeforeEach
    void createCollection() {
        c = server.createPlain();
        path = "/collections/" + c;
    }

    @Test
    void collectionIsCreatedDescribedChangedAndDropped() {
        String name = ServerUnderTest.freshName();
        String own = "/collections/" + name;

        assertThat(client.get(own + "/exists").result()).isEqualTo("{'exists':false}");
        assertThat(client.put(own, "{'vectors':{'size':4,'distance':'Cosine'}}").result())
                .isEqualTo("true");
        client.put(own, "{'vectors':{'size':4,'distance':'Cosine'}}")
                .refused(409, "Wrong input: Collection `" + name + "` already exists!");
        assertThat(client.get(own + "/exists").result()).isEqualTo("{'exists':true}");
        JsonNode info = client.get(own).resultNode();
        assertThat(info.get("status").asString()).isEqualTo("green");
        assertThat(info.at("/config/params/vectors/size").asInt()).isEqualTo(4);
        assertThat(client.get("/collections").result()).contains("{'name':'" + name + "'}");
        assertThat(client.patch(own, "{'hnsw_config':{'m':24}}").result()).isEqualTo("true");
        assertThat(client.get(own).resultNode().at("/config/hnsw_config/m").asInt()).isEqualTo(24);
        assertThat(client.delete(own).result()).isEqualTo("true");
        assertThat(client.delete(own).result()).isEqualTo("false");
        client.get(own).refused(404, "Not found: Collection `" + name + "` doesn't exist!");
    }

    @Test
    void whatIsNotServedYetSaysSo() {
        client.post(path + "/points/recommend", "{'positive':[1],'limit':1}")
                .refused(501, "Not implemented: ", "docs/compatibility.md");
        client.post(path + "/points/query/groups", "{'query':[1,0],'group_by':'k'}")
                .refused(501, "Not implemented: ");
        client.get(path + "/optimizations").refused(501, "Not implemented: ");
        client.get(path + "/points/recommend").is(404);
    }

    @Test
    void aliasesAreChangedAndListed() {
        String alias = ServerUnderTest.freshName();
        String entry = "{'alias_name':'%s','collection_name':'%s'}".formatted(alias, c);

        assertThat(
                        client.post(
                                        "/collections/aliases",
                                        ("{'actions':[{'create_alias':{'collection_name':'%s',"
                                                        + "'alias_name':'%s'}}]}")
                                                .formatted(c, alias))
                                .result())
                .isEqualTo("true");
        assertThat(client.get("/aliases").result()).contains(entry);
        assertThat(client.get(path + "/aliases").result()).isEqualTo("{'aliases':[" + entry + "]}");
        assertThat(client.post("/collections/" + alias + "/points/count", "{}").result())
                .isEqualTo("{'count':3}");
        client.put("/collections/" + alias, "{}").refused(400, "Alias with the same name");
    }

    @Test
    void payloadIndexIsCreatedAndDropped() {
        assertThat(
                        client.put(
                                        path + "/index?wait=true",
                                        "{'field_name':'k','field_schema':'keyword'}")
                                .result())
                .contains("'status':'completed'");
        assertThat(client.get(path).resultNode().at("/payload_schema/k/data_type").asString())
                .isEqualTo("keyword");
        assertThat(client.delete(path + "/index/k").result()).contains("'status':'acknowledged'");
        assertThat(client.get(path).resultNode().at("/payload_schema").size()).isZero();
    }

    @Test
    void waitChangesTheWordOnly() {
        String body = "{'points':[{'id':9,'vector':[1,2]}]}";

        assertThat(client.put(path + "/points", body).result())
                .isEqualTo("{'operation_id':2,'status':'acknowledged'}");
        assertThat(client.put(path + "/points?wait=true", body).result())
                .isEqualTo("{'operation_id':3,'status':'completed'}");
        assertThat(client.get(path + "/points/9").result()).contains("'id':9");
    }

    @Test
    void pointsAreRetrieved() {
        assertThat(client.get(path + "/points/1").result())
                .isEqualTo("{'id':1,'payload':{'k':'x'},'vector':[1.0,0.0]}");
        client.get(path + "/points/77")
                .refused(404, "Not found: Point with id 77 does not exists!");
        assertThat(client.post(path + "/points", "{'ids':[3,1]}").resultNode())
                .extracting(point -> point.get("id").asInt())
                .containsExactly(3, 1);
    }

    @Test
    void textIdsAreFoundByTheirPath() {
        client.put(path + "/points", "{'points':[{'id':'doc/1 ä','vector':[1,2]}]}").ok();

        assertThat(client.get(path + "/points/doc%2F1%20%C3%A4").resultNode().get("id").asString())
                .isEqualTo("doc/1 ä");
    }

    @Test
    void pointsAreScrolledAndCounted() {
        JsonNode page = client.post(path + "/points/scroll", "{'limit':2}").resultNode();

        assertThat(page.get("points").size()).isEqualTo(2);
        assertThat(page.get("next_page_offset").asInt()).isEqualTo(3);
        assertThat(
                        client.post(path + "/points/scroll", "{'limit':2,'offset':3}")
                                .resultNode()
                                .get("next_page_offset")
                                .isNull())
                .isTrue();
        assertThat(
                        client.post(
                                        path + "/points/count",
                                        "{'filter':{'must':[{'key':'k','match':{'value':'x'}}]}}")
                                .result())
                .isEqualTo("{'count':1}");
    }

    @Test
    void queriesAndSearchesRank() {
        JsonNode points =
                client.post(path + "/points/query", "{'query':[2,1],'limit':2}")
                        .resultNode()
                        .get("points");
        assertThat(points).extracting(hit -> hit.get("id").asInt()).containsExactly(3, 1);
        assertThat(
                        client.post(path + "/points/query", "{'query':1,'limit':1}")
                                .resultNode()
                                .at("/points/0/id")
                                .asInt())
                .isEqualTo(3);
        JsonNode batch =
                client.post(
                                path + "/points/query/batch",
                                "{'searches':[{'query':[1,0],'limit':1},{'query':[0,1],'limit':2}]}")
                        .resultNode();
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.at("/1/points").size()).isEqualTo(2);
        JsonNode hits =
                client.post(path + "/points/search", "{'vector':[2,1],'limit':1}").resultNode();
        assertThat(hits.at("/0/id").asInt()).isEqualTo(3);
        assertThat(
                        client.post(
                                        path + "/points/search/batch",
                                        "{'searches':[{'vector':[2,1],'limit':1}]}")
                                .resultNode()
                                .at("/0/0/id")
                                .asInt())
                .isEqualTo(3);
    }

    @Test
    void payloadsAreChanged() {
        client.post(path + "/points/payload", "{'payload':{'n':1},'points':[1]}").ok();
        assertThat(payload(1)).isEqualTo("{'k':'x','n':1}");
        client.put(path + "/points/payload", "{'payload':{'m':2},'points':[1]}").ok();
        assertThat(payload(1)).isEqualTo("{'m':2}");
        client.post(path + "/points/payload/delete", "{'keys':['m'],'points':[1]}").ok();
        assertThat(payload(1)).isEqualTo("{}");
        client.post(path + "/points/payload/clear", "{'points':[2]}").ok();
        assertThat(payload(2)).isEqualTo("{}");
    }

    @Test
    void vectorsAndPointsAreReplacedAndDeleted() {
        client.put(path + "/points/vectors", "{'points':[{'id':1,'vector':[5,5]}]}").ok();
        assertThat(client.get(path + "/points/1").result()).contains("[5.0,5.0]");
        client.post(path + "/points/vectors/delete", "{'points':[1],'vector':['']}").ok();
        assertThat(client.get(path + "/points/1").result()).doesNotContain("5.0");
        client.post(path + "/points/delete", "{'points':[1]}").ok();
        client.get(path + "/points/1").is(404);
    }

    @Test
    void batchGivesOneResultForEachOperation() {
        assertThat(
                        client.post(
                                        path + "/points/batch?wait=true",
                                        """
                                        {'operations':[
                                         {'upsert':{'points':[{'id':8,'vector':[1,2]}]}},
                                         {'delete':{'points':[1]}}]}\
                                        """)
                                .result())
                .isEqualTo(
                        "[{'operation_id':2,'status':'completed'},"
                                + "{'operation_id':3,'status':'completed'}]");
        assertThat(client.post(path + "/points/batch", "{'operations':[]}").result())
                .isEqualTo("[]");
    }

    private String payload(int id) {
        return client.get(path + "/points/" + id)
                .resultNode()
                .get("payload")
                .toString()
                .replace('"', '\'');
    }
}
