package io.digi.wire.json;

import static io.digi.wire.json.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.model.query.VectorSelector;
import io.digi.wire.words.PageToken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointReaderTest {
    @Test
    void retrieveBringsPayloadsByDefault() {
        assertThat(PointReader.retrieve(body("{\"ids\": [1, \"a\"]}")))
                .isEqualTo(
                        new PointRead.Retrieve(
                                List.of(PointId.of(1), PointId.of("a")), Selection.PAYLOAD));
        assertThat(
                        PointReader.retrieve(
                                        body(
                                                """
                                                {"ids": [], "with_payload": false,
                                                 "with_vectors": true}\
                                                """))
                                .selection())
                .isEqualTo(new Selection(PayloadSelector.Whole.NONE, VectorSelector.Whole.ALL));
    }

    @Test
    void scrollHasQdrantsDefaults() {
        assertThat(PointReader.scroll(body("{}")))
                .isEqualTo(
                        new PointRead.Scroll(Filter.ALL, 10, Optional.empty(), Selection.PAYLOAD));
    }

    @Test
    void scrollGoesOnAtAnId() {
        assertThat(PointReader.scroll(body("{\"offset\": \"doc_1\", \"limit\": 2}")))
                .isEqualTo(
                        new PointRead.Scroll(
                                Filter.ALL,
                                2,
                                Optional.of(
                                        new ScrollPosition(Optional.empty(), PointId.of("doc_1"))),
                                Selection.PAYLOAD));
    }

    static List<PointId> ids() {
        return List.of(
                PointId.of(-1L),
                PointId.of("123"),
                PointId.of("3:a"),
                PointId.of("550e8400-e29b-41d4-a716-446655440000"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void pageOfSeveralTenantsIsReadBack(PointId id) {
        TenantId tenant = new TenantId("Bücher:ä𝄞");
        String token = PageToken.text(tenant, id);
        assertThat(token).startsWith("digi-page:");
        assertThat(PointReader.scroll(body("{\"offset\": \"" + token + "\"}")).from())
                .contains(new ScrollPosition(Optional.of(tenant), id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "bjk5OTphMQ", "bi01OmE", "bjA6MQ", "bg", "eA", "bjE6YTFh"})
    void pageThatNoScrollReturnedIsRefused(String token) {
        assertThat(Bodies.answer(PointReader::scroll, "{\"offset\": \"digi-page:" + token + "\"}"))
                .isEqualTo("400 Bad request: `offset` is not a page that a scroll returned");
    }

    @Test
    void scrollInAnotherOrderIsNotSupported() {
        assertThat(Bodies.answer(PointReader::scroll, "{\"order_by\": \"price\"}"))
                .startsWith("400 Bad request: `order_by` is not supported yet");
    }

    @Test
    void countIsExactByDefault() {
        assertThat(PointReader.count(body("{}"))).isEqualTo(new PointRead.Count(Filter.ALL, true));
        assertThat(PointReader.count(body("{\"exact\": false, \"filter\": null}")))
                .isEqualTo(new PointRead.Count(Filter.ALL, false));
    }
}
