package io.digi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.server.ServerUnderTest.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Payload indexes of every kind, by name and with parameters.
class PayloadIndexIT {
    private static final String UUID = "00000000-0000-0000-0000-0000000000ff";

    private final ServerUnderTest server = ServerUnderTest.shared();
    private final Client client = server.administrator();
    private String path = "";

    @BeforeEach
    void createCollection() {
        path = "/collections/" + server.createPlain();
        String points =
                """
                {'points':[
                 {'id':11,'vector':[1,0],'payload':{'city':'Rome','n':7,'price':7.5,'ok':true,
                  'at':'2024-03-01T10:00:00Z','place':{'lon':13.4,'lat':52.5},
                  'owner':'%s','title':'The Quick, brown fox'}},
                 {'id':12,'vector':[1,0],'payload':{'city':'Oslo','n':8,'price':9,'ok':false,
                  'at':'2023-01-01','place':{'lon':2.3,'lat':48.8},
                  'owner':'me','title':'quick bread'}}]}
                """
                        .formatted(UUID);
        client.put(path + "/points?wait=true", points).ok();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "keyword|city|'is_tenant':true|{'match':{'value':'Rome'}}|11",
                "integer|n|'is_principal':true|{'range':{'gte':8}}|12",
                "float|price|'is_principal':true|{'range':{'gt':7.5}}|12",
                "bool|ok|'on_disk':true|{'match':{'value':true}}|11",
                "datetime|at|'is_principal':true|{'range':{'lt':'2024-01-01T00:00:00Z'}}|12",
                "geo|place|'on_disk':true|"
                        + "{'geo_radius':{'center':{'lon':13.4,'lat':52.52},'radius':3000}}|11",
                "uuid|owner|'is_tenant':true|{'match':{'value':'" + UUID + "'}}|11",
                "keyword|city|'enable_hnsw':false|{'match':{'value':'Oslo'}}|12",
                "text|title|'enable_hnsw':false|{'match':{'text':'bread'}}|12",
                "text|title|'phrase_matching':true|{'match':{'text':'QUICK fox'}}|11",
                "text|title|'tokenizer':'prefix'|{'match':{'text':'bre qui'}}|12",
                "text|title|'tokenizer':'whitespace'|{'match':{'text_any':'quick,'}}|11",
                "text|title|'phrase_matching':true|{'match':{'phrase':'the quick brown'}}|11"
            })
    void everyKindIsCreatedShownAndFilteredBy(
            String kind, String key, String parameter, String test, String found) {
        assertThat(create(key, "{'type':'%s',%s}".formatted(kind, parameter)))
                .contains("'status':'completed'");
        String shown = client.get(path).resultNode().at("/payload_schema/" + key).toString();
        assertThat(shown.replace('"', '\''))
                .contains("'data_type':'" + kind + "'", "'type':'" + kind + "'", parameter);
        assertThat(client.get(path).resultNode().at("/payload_schema/" + key + "/points").asInt())
                .isEqualTo(kind.equals("uuid") ? 1 : 2);
        assertThat(ids(key, test)).isEqualTo(found);
        client.delete(path + "/index/" + key + "?wait=true").ok();
        assertThat(create(key, "'" + kind + "'")).contains("'status':'completed'");
        assertThat(client.get(path).resultNode().at("/payload_schema/" + key).has("params"))
                .isFalse();
    }

    @Test
    void aUuidIsFoundInEachOfItsForms() {
        create("owner", "'uuid'");
        for (String form :
                new String[] {
                    UUID, UUID.replace("-", ""), "urn:uuid:" + UUID, "{" + UUID.toUpperCase() + "}"
                }) {
            assertThat(ids("owner", "{'match':{'value':'%s'}}".formatted(form))).isEqualTo("11");
        }
        assertThat(ids("owner", "{'match':{'value':'me'}}")).isEqualTo("12");
    }

    @Test
    void aTextIndexTurnsPartsIntoTokensUntilItIsDropped() {
        String part = "{'match':{'text':'uick'}}";
        assertThat(ids("title", part)).isEqualTo("11 12");
        create("title", "{'type':'text','tokenizer':'word','lowercase':true}");
        assertThat(ids("title", part)).isEmpty();
        client.delete(path + "/index/title?wait=true").ok();
        assertThat(ids("title", part)).isEqualTo("11 12");
    }

    @Test
    void whatIsNotThereYetIsRefused() {
        client.put(
                        path + "/index",
                        json(
                                "title",
                                "{'type':'text','stemmer':{'type':'snowball',"
                                        + "'language':'english'}}"))
                .refused(400, "`field_schema.stemmer.type` is not supported yet", "a text index");
        client.put(path + "/index", json("title", "{'type':'text','tokenizer':'multilingual'}"))
                .refused(400, "`field_schema.tokenizer` is not supported yet");
        client.put(path + "/index", json("title", "'words'"))
                .refused(400, "unknown variant `words`, expected one of `keyword`, `integer`");
    }

    private String create(String key, String schema) {
        return client.put(path + "/index?wait=true", json(key, schema)).result();
    }

    private static String json(String key, String schema) {
        return "{'field_name':'%s','field_schema':%s}".formatted(key, schema);
    }

    /// Ids of the points that a condition on the key finds, with blanks between.
    private String ids(String key, String test) {
        String condition = "{'key':'%s',%s".formatted(key, test.substring(1));
        StringBuilder ids = new StringBuilder();
        client.post(
                        path + "/points/scroll",
                        "{'filter':{'must':[%s]},'with_payload':false}".formatted(condition))
                .resultNode()
                .at("/points")
                .forEach(point -> ids.append(' ').append(point.get("id").asInt()));
        return ids.toString().strip();
    }
}
