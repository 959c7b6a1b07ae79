package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import io.digi.testkit.reference.ReferenceEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Metrics by the names and with the parameters of Qdrant.
class MetricsIT {
    private static final String SEARCH =
            "endpoint=\"/collections/{collection_name}/points/search\",method=\"POST\",status=";

    private final ServerUnderTest server =
            ServerUnderTest.start(
                    new ReferenceEngine(), Map.of("service.api_key", ServerUnderTest.ADMIN));
    private final Client client = server.administrator();
    private final String name = server.createPlain();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void durationsHaveAverageLeastAndMost() {
        search(name).ok();

        assertThat(metrics(""))
                .contains("# TYPE rest_responses_avg_duration_seconds gauge")
                .contains("rest_responses_avg_duration_seconds{" + SEARCH + "\"200\"} ")
                .contains("rest_responses_min_duration_seconds{" + SEARCH + "\"200\"} ")
                .contains("rest_responses_max_duration_seconds{" + SEARCH + "\"200\"} ")
                .contains("# TYPE rest_responses_duration_seconds histogram")
                .contains(
                        "rest_responses_duration_seconds_bucket{"
                                + SEARCH
                                + "\"200\",le=\"50.0\"} 1")
                .contains("rest_responses_duration_seconds_count{" + SEARCH + "\"200\"} 1");
    }

    @Test
    void onlyAnswersWithoutSuccessFailed() {
        search(name).ok();
        search("nowhere").is(404);

        assertThat(metrics(""))
                .contains("rest_responses_total{" + SEARCH + "\"200\"} 1.0")
                .contains("rest_responses_fail_total{" + SEARCH + "\"404\"} 1.0")
                .doesNotContain("rest_responses_fail_total{" + SEARCH + "\"200\"}")
                .doesNotContain("rest_responses_avg_duration_seconds{" + SEARCH + "\"404\"}");
    }

    @Test
    void answersAreToldApartByCollectionForThoseWhoAsk() {
        String other = server.createPlain();
        search(name).ok();
        search(other).ok();
        search("nowhere").is(404);

        String total = "rest_responses_total{collection=\"%s\"," + SEARCH + "\"200\"} 1.0";
        assertThat(metrics("?per_collection=true"))
                .contains(total.formatted(name), total.formatted(other))
                .contains("rest_responses_duration_seconds_count{collection=\"" + name + "\"")
                .doesNotContain("rest_responses_total{" + SEARCH)
                .doesNotContain("nowhere");
        assertThat(metrics("")).contains("rest_responses_total{" + SEARCH + "\"200\"} 2.0");
    }

    @Test
    void vectorsAreCountedByName() {
        client.put(
                        "/collections/two",
                        "{'vectors':{'a':{'size':1,'distance':'Dot'},'b':{'size':1,'distance':'Dot'}}}")
                .ok();
        client.put(
                        "/collections/two/points",
                        "{'points':[{'id':1,'vector':{'a':[1]}},{'id':2,'vector':{'a':[1],'b':[1]}}]}")
                .ok();

        assertThat(metrics(""))
                .contains("collections_vector_total 6.0")
                .contains("collection_vectors{collection=\"" + name + "\",vector=\"\"} 3.0")
                .contains("collection_vectors{collection=\"two\",vector=\"a\"} 2.0")
                .contains("collection_vectors{collection=\"two\",vector=\"b\"} 1.0");
    }

    @Test
    void namesAreHiddenOnDemand() {
        search(name).ok();

        List<String> hidden =
                List.of(
                        metrics("?anonymize=true"),
                        metrics("?anonymize=true&per_collection=true"),
                        client.get("/telemetry?anonymize=true&details_level=3").ok().text());

        assertThat(hidden).noneMatch(text -> text.contains("\"" + name + "\""));
        assertThat(hidden.getFirst()).containsPattern("collection_points\\{id=\"[0-9]+\"} 3.0");
        assertThat(metrics("?anonymize=false")).contains("{id=\"" + name + "\"}");
        client.get("/metrics?anonymize=maybe").refused(400, "anonymize");
    }

    private Reply search(String collection) {
        return client.post(
                "/collections/" + collection + "/points/search", "{'vector':[1,0],'limit':1}");
    }

    private String metrics(String query) {
        return client.get("/metrics" + query).ok().text();
    }
}
