package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong is refused with the right status and a clear text; nothing is lost and the server
/// lives on.
class BadInputIT {
    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();
    private String path = "";
    private String points = "";
    private String before = "";

    @BeforeEach
    void createCollection() {
        path = "/collections/" + server.createPlain();
        points = path + "/points";
        before = everything();
    }

    @AfterEach
    void nothingIsLostAndTheServerLivesOn() {
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void wrongDimensionIsNamed() {
        String text = "Wrong input: Vector dimension error: expected dim: 2, got 3";

        upsert("{'points':[{'id':7,'vector':[1,2,3]}]}").refused(400, text);
        client.post(points + "/query", "{'query':[1,2,3]}").refused(400, text);
        client.post(points + "/search", "{'vector':[1,2,3],'limit':1}").refused(400, text);
    }

    @Test
    void unknownVectorIsNamed() {
        upsert("{'points':[{'id':7,'vector':{'foo':[1,2]}}]}")
                .refused(400, "Wrong input: Not existing vector name error: foo");
        client.post(points + "/query", "{'query':[1,2],'using':'foo'}")
                .refused(400, "Not existing vector name error: foo");
    }

    @Test
    void missingCollectionIsNamed() {
        String text = "Not found: Collection `nowhere` doesn't exist!";

        client.put("/collections/nowhere/points", "{'points':[{'id':7,'vector':[1]}]}")
                .refused(404, text);
        client.post("/collections/nowhere/points/batch", "{'operations':[]}").refused(404, text);
        client.post("/collections/nowhere/points/query/batch", "{'searches':[]}")
                .refused(404, text);
        client.get("/collections/nowhere/aliases").refused(404, text);
        client.patch("/collections/nowhere", "{}").refused(404, text);
    }

    @Test
    void brokenJsonNamesLineAndColumn() {
        upsert("{'points':\n[{'id':1,,}]}")
                .refused(400, "Format error in JSON body: ", "line 2 column ");
        upsert("").refused(400, "Format error in JSON body: ");
        upsert("{'points':[{'id':7,'vector':[1,2]}]")
                .refused(400, "Format error in JSON body: EOF");
        upsert("[]").refused(400, "Format error in JSON body: ");
        upsert("{}").refused(400, "Format error in JSON body: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e39", "'1'", "null", "0x1"})
    void whatIsNoFloatIsNoElement(String number) {
        upsert("{'points':[{'id':7,'vector':[1," + number + "]}]}")
                .refused(400, "Format error in JSON body: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'points':[],'points':[]}",
                "{'points':[{'id':7,'id':8,'vector':[1,2]}]}",
                "{'points':[{'id':7,'vector':[1,2],'vector':[1,2]}]}"
            })
    void keysStandOnce(String body) {
        upsert(body).refused(400, "Format error in JSON body: duplicate field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "18446744073709551616", "true", "[]", "null"})
    void idIsAnUnsignedNumberOrText(String id) {
        upsert("{'points':[{'id':" + id + ",'vector':[1,2]}]}")
                .refused(400, "Format error in JSON body: ");
    }

    @Test
    void idOfTenKilobytesIsRefused() {
        String id = "x".repeat(10_000);

        upsert("{'points':[{'id':'" + id + "','vector':[1,2]}]}").is(422);
        client.get(points + "/" + id).is(422);
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        upsert("{'points':[{'id':7,'vector':[1,2],'payload':{'x':" + deep + "}}]}")
                .refused(400, "recursion limit exceeded");
        client.post(
                        points + "/count",
                        "{'filter':" + "{'must':[".repeat(5_000) + "]}".repeat(5_000) + "}")
                .is(400);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] body =
                "{\"points\":[{\"id\":7,\"vector\":[1,2],\"payload\":{\"k\":\"?\"}}]}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xff : body[i];
        }

        client.send("PUT", points, BodyPublishers.ofByteArray(body))
                .refused(400, "Format error in JSON body: ");
    }

    @Test
    void negativeNumbersAreRefusedWhereUnsignedOnesAreDue() {
        client.post(points + "/query", "{'query':[1,2],'limit':-1}").is(400);
        client.post(points + "/query", "{'query':[1,2],'offset':-1}").is(400);
        client.post(points + "/scroll", "{'limit':-5}").is(400);
        client.put("/collections/x9", "{'vectors':{'size':-4,'distance':'Dot'}}").is(400);
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        client.post(points + "/query", "{'query':[1,2],'limit':0}")
                .refused(422, "Validation error in JSON body: ", "limit: value 0 invalid");
        client.put("/collections/x9", "{'vectors':{'size':65537,'distance':'Dot'}}")
                .refused(422, "value 65537 invalid, must be from 1 to 65536");
        client.post(points + "/count?timeout=0", "{}")
                .refused(422, "Validation error in query parameters: [timeout: value 0 invalid");
    }

    @Test
    void namesThatCannotBeAreRefused() {
        String config = "{'vectors':{'size':4,'distance':'Dot'}}";

        client.put("/collections/a%2Fb", config)
                .refused(422, "Validation error in path parameters: ", "cannot contain \"/\"");
        client.put("/collections/a%1Fb", config).is(422);
        client.put("/collections/a%00b", config).is(400);
        client.put("/collections/" + "n".repeat(256), config).is(422);
        client.delete(path + "/index/a%5B").is(400);
    }

    @Test
    void bodyOverTheLimitIsRefused() {
        String large = "x".repeat(ServerUnderTest.REQUEST_SIZE_MAX + 1);

        upsert(large)
                .refused(
                        400,
                        "JSON payload (1048577 bytes) is larger than allowed (limit: 1048576"
                                + " bytes).");
    }

    @Test
    void bodyOfUnknownLengthIsCounted() {
        byte[] large =
                ("{\"points\":[" + " ".repeat(2 << 20) + "]}").getBytes(StandardCharsets.UTF_8);

        client.send(
                        "PUT",
                        points,
                        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .refused(400, "JSON payload has exceeded limit (1048576 bytes).");
    }

    private Reply upsert(String body) {
        return client.put(points + "?wait=true", body);
    }

    private String everything() {
        return client.post(points + "/scroll", "{'with_vector':true}")
                .resultNode()
                .get("points")
                .toString();
    }
}
