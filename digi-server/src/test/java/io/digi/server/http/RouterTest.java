package io.digi.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.access.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router router = new Router();

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyOperationHasItsRoute(Action action) {
        String path = action.template().replaceAll("\\{[a-z_]+}", "7").replace("**", "a/b.js");

        assertThat(router.match(action.method(), path))
                .hasValueSatisfying(match ->
                        assertThat(match)
                                .isInstanceOfSatisfying(
                                        RouteMatch.Found.class,
                                        found -> assertThat(found.action()).isEqualTo(action)));
    }

    @Test
    void emptySegmentsDoNotCount() {
        assertThat(found("GET", "//collections//x/").action())
                .isEqualTo(Action.DESCRIBE_COLLECTION);
        assertThat(found("GET", "").action()).isEqualTo(Action.ABOUT);
    }

    @Test
    void segmentsAreDecodedOnceAndByThemselves() {
        assertThat(found("GET", "/collections/a%2Fb%20%C3%A4").variables())
                .isEqualTo(Map.of("collection_name", "a/b ä"));
        assertThat(found("GET", "/collections/%252e").variables())
                .isEqualTo(Map.of("collection_name", "%2e"));
        assertThat(found("GET", "/dashboard%2f..%2fcollections".replace("%2f", "/")).rest())
                .isEqualTo(List.of("..", "collections"));
    }

    @Test
    void literalTextWinsOverAVariable() {
        assertThat(found("POST", "/collections/aliases").action()).isEqualTo(Action.CHANGE_ALIASES);
        assertThat(found("GET", "/collections/aliases").action())
                .isEqualTo(Action.DESCRIBE_COLLECTION);
        assertThat(found("POST", "/collections/c/points/count").action()).isEqualTo(Action.COUNT);
        assertThat(found("GET", "/collections/c/points/count").action())
                .isEqualTo(Action.RETRIEVE_ONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/dashboard%2f..%2fcollections",
                "/Collections",
                "/collections;x",
                "/collections/c/points/1/2",
                "/collections/../metrics",
                "/healthz/x"
            })
    void otherPathsLeadNowhere(String path) {
        assertThat(router.match("GET", path)).contains(RouteMatch.Unknown.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/collections/%", "/collections/%2", "/collections/%zz", "/%ff"})
    void brokenEscapesAreNoPath(String path) {
        assertThat(router.match("GET", path)).isEmpty();
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        assertThat(router.match("POST", "/collections/c"))
                .hasValueSatisfying(match ->
                        assertThat(((RouteMatch.WrongMethod) match).allowed())
                                .containsExactly("DELETE", "GET", "PATCH", "PUT"));
    }

    @Test
    void operationsOfQdrantThatAreNotServedAreKnown() {
        int count = 0;
        for (var operation : Unserved.OPERATIONS.entrySet()) {
            String path = operation.getKey().replaceAll("\\{[a-z_]+}", "7");
            for (String method : operation.getValue()) {
                assertThat(router.match(method, path))
                        .as("%s %s", method, path)
                        .contains(RouteMatch.NotServed.NOT_SERVED);
                count++;
            }
        }
        // The document of Qdrant 1.18 has 75, and 54 are served.
        assertThat(count).isEqualTo(75 - 54);
        assertThat(router.match("POST", "/collections/c/points/7"))
                .hasValueSatisfying(
                        match -> assertThat(match).isInstanceOf(RouteMatch.WrongMethod.class));
    }

    private RouteMatch.Found found(String method, String path) {
        return (RouteMatch.Found) router.match(method, path).orElseThrow();
    }
}
