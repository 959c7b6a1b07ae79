package io.digi.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedBodyTest {
    private static final String FORMAT_ERROR = "400 Format error in JSON body: ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "|EOF while parsing a value at line 1 column 1",
                "{\"points\": [|EOF while parsing a value at line 1 column 13",
                "{\"points\": []} x|Unrecognized token 'x'",
                "{\"points\": []} {}|trailing characters at line 1 column 17",
                "{\"points\": [}|Unexpected close marker '}': expected ']' at line 1",
                "{\"points\": 5}|invalid type: integer `5`, expected a list of points",
                "[]|Invalid PointInsertOperations format",
                "{}|Invalid PointInsertOperations format",
                "{\"points\": [{\"id\": 1}]}|missing field `vector` at line 1 column 22",
                "{\"points\": [{\"vector\": [1]}]}|missing field `id`",
                "{\"points\": [], \"points\": []}|duplicate field `points`",
                "{\"points\": [{\"id\": 1, \"id\": 1, \"vector\": []}]}|duplicate field `id`",
                "{\"points\": [{\"id\": 1, \"vector\": [1], \"vectors\": [1]}]}"
                        + "|duplicate field `vector`",
                "{\"points\": [{\"id\": -1, \"vector\": [1]}]}|value -1 is not a valid point ID",
                "{\"points\": [{\"id\": 1.5, \"vector\": [1]}]}|value 1.5 is not a valid point ID",
                "{\"points\": [{\"id\": true, \"vector\": [1]}]}"
                        + "|value boolean `true` is not a valid point ID",
                "{\"points\": [{\"id\": 18446744073709551616, \"vector\": [1]}]}"
                        + "|value 18446744073709551616 is not a valid point ID",
                "{\"points\": [{\"id\": 1, \"vector\": [NaN]}]}|Non-standard token 'NaN'",
                "{\"points\": [{\"id\": 1, \"vector\": [Infinity]}]}|Non-standard token 'Infinity'",
                "{\"points\": [{\"id\": 1, \"vector\": [-Infinity]}]}|Non-standard token '-Infinity'",
                "{\"points\": [{\"id\": 1, \"vector\": [1e39]}]}|number out of range",
                "{\"points\": [{\"id\": 1, \"vector\": [-1e400]}]}|number out of range",
                "{\"points\": [{\"id\": 1, \"vector\": [\"1\"]}]}"
                        + "|invalid type: string \"1\", expected f32",
                "{\"points\": [{\"id\": 1, \"vector\": [1], \"payload\": {\"n\": 1e999}}]}"
                        + "|number out of range",
                "{\"points\": [{\"id\": 1, \"vector\": [1], \"payload\": "
                        + "{\"n\": 9223372036854775808}}]}|number out of range",
                "{\"points\": [{\"id\": 1, \"vector\": [1], \"payload\": []}]}"
                        + "|invalid type: sequence, expected a payload object",
                "{\"points\": [{\"id\": \"\\ud800\", \"vector\": [1]}]}|lone surrogate",
                "{\"points\": [{\"id\": 1, \"vector\": [1], \"payload\": {\"\\udc00\": 1}}]}"
                        + "|Unexpected low surrogate",
                "{\"points\": [{\"id\": 1, \"vector\": [01]}]}|Invalid numeric value",
                "{\"points\": [{\"id\": 1, \"vector\": [1,]}]}|Unexpected character (']'",
                "{'points': []}|Unexpected character ('''"
            })
    void brokenFormIs400WithItsPlace(String json, String text) {
        assertThat(Bodies.answer(ChangeReader::upsert, json == null ? "" : json))
                .startsWith(FORMAT_ERROR + text)
                .matches("(?s).* at line \\d+ column \\d+");
    }

    @Test
    void placeCountsLines() {
        assertThat(Bodies.answer(ChangeReader::upsert, "{\n\"points\":\n  nul}"))
                .contains(" at line 3 column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{\"a\":", "{\"points\":[{\"id\":1,\"vector\":[1],\"payload\":{\"a\":"})
    void deepNestingIs400(String start) {
        String opening = start.contains("a") ? "{\"a\":" : "[";
        assertThat(Bodies.answer(ChangeReader::batch, "{\"x\":" + start + opening.repeat(10_000)))
                .startsWith(FORMAT_ERROR + "recursion limit exceeded at line 1 column ");
        assertThat(Bodies.answer(ChangeReader::upsert, start + opening.repeat(10_000)))
                .startsWith("400 ");
    }

    @Test
    void filterInFilterIsBounded() {
        assertThat(Bodies.answer(PointReader::count, "{\"filter\":" + "{\"must\":".repeat(10_000)))
                .startsWith(FORMAT_ERROR + "recursion limit exceeded");
    }

    @Test
    void payloadBeyond128LevelsIs422() {
        assertThat(Bodies.answer(ChangeReader::setPayload, payloadOf(129)))
                .isEqualTo(
                        "422 Validation error in JSON body: [payload.payload: must be nested at"
                                + " most 128 levels deep]");
        assertThat(ChangeReader.setPayload(Bodies.body(payloadOf(128)))).isNotNull();
    }

    @Test
    void idOfTenKilobytesIs422() {
        String id = "x".repeat(10_000);
        assertThat(
                        Bodies.answer(
                                ChangeReader::upsert,
                                "{\"points\": [{\"id\": \"" + id + "\", \"vector\": [1]}]}"))
                .isEqualTo(
                        "422 Validation error in JSON body: [points[0].id: point id has 10000"
                                + " bytes, must have from 1 to 512]");
    }

    @Test
    void violationsOfManyPointsComeTogetherUpToALimit() {
        String empty = "{\"id\": 1, \"vector\": []},";
        assertThat(
                        Bodies.answer(
                                ChangeReader::upsert,
                                "{\"points\": [" + empty + empty + "{\"id\":1,\"vector\":{}}]}"))
                .isEqualTo(
                        "422 Validation error in JSON body: [points[0].vector: dense vector must"
                                + " not be empty; points[1].vector: dense vector must not be"
                                + " empty]");
        Problem problem =
                Bodies.problem(ChangeReader::upsert, "{\"points\": [" + empty.repeat(10_000));
        assertThat(((Problem.Invalid) problem).violations())
                .hasSize(JsonReader.VIOLATION_COUNT_MAX);
    }

    @Test
    void columnsOfUnequalLengthAre422() {
        assertThat(
                        Bodies.answer(
                                ChangeReader::upsert,
                                "{\"batch\": {\"ids\": [1, 2], \"vectors\": [[1]]}}"))
                .isEqualTo(
                        "422 Validation error in JSON body: [batch: number of ids and vectors must"
                                + " be equal (2 != 1)]");
        assertThat(
                        Bodies.answer(
                                ChangeReader::upsert,
                                """
                                {"batch": {"ids": [1], "vectors": [[1]], "payloads": []}}\
                                """))
                .contains("[batch: number of ids and payloads must be equal (1 != 0)]");
    }

    @Test
    void emptyUpdatesAre422() {
        assertThat(Bodies.answer(ChangeReader::updateVectors, "{\"points\": []}"))
                .contains("[points: must specify points to update]");
        assertThat(
                        Bodies.answer(
                                ChangeReader::updateVectors,
                                "{\"points\": [{\"id\": 1, \"vector\": {}}]}"))
                .contains("[points[0].vector: must specify vectors to update for point]");
        assertThat(Bodies.answer(ChangeReader::deleteVectors, "{\"points\": [], \"vector\": []}"))
                .contains("[vector: must specify vector names to delete]");
    }

    @Test
    void changeNeedsIdsOrAFilter() {
        assertThat(Bodies.answer(ChangeReader::setPayload, "{\"payload\": {}}"))
                .startsWith(FORMAT_ERROR + "Either list of point ids or filter must be provided");
        assertThat(Bodies.answer(ChangeReader::delete, "{\"points\": [1], \"filter\": {}}"))
                .isEqualTo("400 Bad request: Give either `points` or `filter`, not both");
        assertThat(Bodies.answer(ChangeReader::batch, "{\"operations\": [{\"upset\": {}}]}"))
                .startsWith(FORMAT_ERROR + "an operation must have one of `upsert`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"points\": [{\"id\": 1, \"vector\": [[1]]}]}",
                "{\"points\": [{\"id\": 1, \"vector\": {\"a\": [[1]]}}]}",
                "{\"points\": [{\"id\": 1, \"vector\": {\"a\": {\"indices\": [], \"values\": []}}}]}",
                "{\"points\": [{\"id\": 1, \"vector\": {\"text\": \"a\", \"model\": \"b\"}}]}",
                "{\"batch\": {\"ids\": [1], \"vectors\": [[[1]]]}}",
                "{\"points\": [], \"update_mode\": \"insert_only\"}",
                "{\"points\": [], \"update_filter\": {}}",
                "{\"points\": [], \"shard_key\": \"a\"}"
            })
    void whatCannotBeStoredIsNotSupported(String json) {
        assertThat(Bodies.answer(ChangeReader::upsert, json))
                .matches("400 Bad request: `[^`]+` is not supported yet: .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3 28", "ff", "e2 82", "f0 28 8c 28", "c0 af", "ed a0 80", "80"})
    void invalidUtf8Is400(String hex) {
        byte[] broken = HexFormat.ofDelimiter(" ").parseHex(hex);
        for (String around :
                new String[] {"{\"ids\": [\"%s\"]}", "{\"%s\": 1}", "{\"x\": \"%s\"}"}) {
            assertThat(Bodies.answerToBytes(PointReader::retrieve, around, broken))
                    .as(around)
                    .startsWith(FORMAT_ERROR);
        }
    }

    @Test
    void otherEncodingsAre400() {
        for (var charset :
                new Charset[] {
                    StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_32
                }) {
            InputStream body = new ByteArrayInputStream("{\"ids\": [1]}".getBytes(charset));
            assertThatThrownBy(() -> PointReader.retrieve(body))
                    .isInstanceOf(DigiException.class)
                    .hasMessageStartingWith("Format error in JSON body: invalid UTF-8 at byte ");
        }
    }

    @Test
    void brokenConnectionIsNoFaultOfTheBody() {
        InputStream broken =
                new InputStream() {
                    private int left = 10;

                    @Override
                    public int read() throws IOException {
                        if (left == 0) {
                            throw new IOException("connection reset");
                        }
                        left--;
                        return ' ';
                    }
                };
        assertThatThrownBy(() -> PointReader.count(broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("connection reset");
    }

    private static String payloadOf(int levels) {
        String inner = "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
        return "{\"points\": [1], \"payload\": " + inner + "}";
    }
}
