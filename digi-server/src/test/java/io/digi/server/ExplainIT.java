package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Explanations of queries over REST.
class ExplainIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client admin = server.administrator();

    @Test
    void explanationNamesWhatWasDoneAndTheIndexThatIsMissing() {
        String path = "/collections/" + ServerUnderTest.freshName();
        admin.put(path, "{'vectors':{'size':2,'distance':'Dot'}}").ok();
        admin.put(
                        path + "/points?wait=true",
                        """
                        {'points':[{'id':1,'vector':[1,0],'payload':{'city':'Rome','n':1}},
                         {'id':2,'vector':[0,1],'payload':{'city':'Oslo','n':2}},
                         {'id':3,'vector':[1,1],'payload':{'city':'Rome','n':3}}]}\
                        """)
                .ok();
        String query =
                """
                {'query':[1,0.5],'limit':2,'filter':{'must':[
                 {'key':'city','match':{'value':'Rome'}}],'must_not':[{'has_id':[3]}]}}\
                """;

        assertThat(withoutTimes(admin.post(path + "/points/query/explain", query)))
                .isEqualTo(
                        "{'hits':1,"
                                + "'matches':{'in_scope':3,'certain':0,'possible':3,'exact':false},"
                                + "'conditions':["
                                + "{'condition':'match','key':'city','decided':false,"
                                + "'missing_index':['keyword','uuid']},"
                                + "{'condition':'has_id','decided':true}],"
                                + "'steps':[{'step':'vectors','why':'no_index','compared':1}],"
                                + "'vector_index':{'vectors':3,'coded':0,'linked':0,'tail':3},"
                                + "'costs':{'compared_vectors':1,'read_records':1,"
                                + "'checked_points':3},"
                                + "'hints':['create an index on `city`']}");

        admin.put(path + "/index?wait=true", "{'field_name':'city','field_schema':'keyword'}").ok();

        assertThat(withoutTimes(admin.post(path + "/points/query/explain", query)))
                .contains("'matches':{'in_scope':3,'certain':1,'possible':1,'exact':true}")
                .contains("'key':'city','index':'keyword','decided':true}")
                .contains("'hints':[]");
    }

    @Test
    void timesOfAllPhasesAreShown() {
        String path = "/collections/" + server.createPlain() + "/points/query/explain";
        JsonNode times = admin.post(path, "{'query':[1,0]}").resultNode().get("time_us");

        assertThat(times.propertyNames())
                .containsExactly("filter", "candidates", "compare", "check", "fetch", "total");
    }

    @Test
    void tenantIsToldOfItsOwnPointsOnly() {
        String path = "/collections/" + server.createTenanted() + "/points/query/explain";

        assertThat(withoutTimes(server.tenantA().post(path, "{'limit':9}")))
                .startsWith(
                        "{'tenant':'a','hits':1,"
                                + "'matches':{'in_scope':1,'certain':1,'possible':1,'exact':true}")
                .doesNotContain("'vector_index'");
        admin.post(path, "{'limit':9}").refused(400, "owner");
    }

    @Test
    void bodyIsThatOfAQuery() {
        String path = "/collections/" + server.createPlain() + "/points/query/explain";

        admin.post(path, "{'query':{'fusion':'rrf'}}").refused(400, "nearest");
        admin.post(path, "{'query':[1,0,0]}").refused(400, "dimension");
        admin.post("/collections/nowhere/points/query/explain", "{'query':[1,0]}")
                .refused(404, "nowhere");
        admin.get(path).is(405);
    }

    private static String withoutTimes(Reply reply) {
        ObjectNode explanation = (ObjectNode) reply.resultNode();
        explanation.remove("time_us");
        return explanation.toString().replace('"', '\'');
    }
}
