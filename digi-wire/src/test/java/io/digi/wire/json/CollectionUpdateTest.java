package io.digi.wire.json;

import static io.digi.wire.json.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.config.AliasChange;
import io.digi.model.config.CollectionChange;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.PayloadIndexKind;
import io.digi.model.config.Tokenizer;
import io.digi.model.id.CollectionName;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionUpdateTest {
    @Test
    void updateHasWhatIsGivenAndNothingElse() {
        assertThat(
                        CollectionReader.update(
                                        body(
                                                """
                                                {"hnsw_config": {"ef_construct": 50},
                                                 "optimizers_config": {"indexing_threshold": 5},
                                                 "quantization_config": "Disabled",
                                                 "params": {"replication_factor": 2},
                                                 "vectors": {"": {"on_disk": true}},
                                                 "metadata": {"a": null,
                                                    "digi": {"tenant_field": "t"}}}\
                                                """))
                                .changes())
                .containsExactly(
                        new CollectionChange.DeclareTenantField("t"),
                        new CollectionChange.UpdateSettings(
                                value("{\"ef_construct\": 50}"),
                                value("{\"\": {\"on_disk\": true}}"),
                                value(
                                        """
                                        {"optimizers_config": {"indexing_threshold": 5},
                                         "quantization_config": null, "replication_factor": 2}\
                                        """),
                                Optional.of(
                                        new Payload(
                                                value(
                                                        """
                                                        {"a": null, "digi":
                                                          {"tenant_field": "t"}}\
                                                        """)))));
    }

    @Test
    void updateOfNothingChangesNothing() {
        assertThat(CollectionReader.update(body("{}")).changes()).isEmpty();
        assertThat(CollectionReader.update(body("{\"hnsw_config\": {}}")).changes()).isEmpty();
        assertThat(CollectionReader.update(body("{\"metadata\": {}}")).changes()).hasSize(1);
    }

    @Test
    void aliasActionsAreRead() {
        CollectionName a = new CollectionName("a");
        CollectionName b = new CollectionName("b");
        assertThat(
                        CollectionReader.aliases(
                                body(
                                        """
                                        {"actions": [
                                          {"create_alias": {"alias_name": "b",
                                             "collection_name": "a"}},
                                          {"delete_alias": {"alias_name": "b"}},
                                          {"rename_alias": {"old_alias_name": "a",
                                             "new_alias_name": "b"}}]}\
                                        """)))
                .containsExactly(
                        new AliasChange.Create(a, b),
                        new AliasChange.Delete(b),
                        new AliasChange.Rename(a, b));
        assertThat(Bodies.answer(CollectionReader::aliases, "{\"actions\": [{}]}"))
                .contains("an action must have one of `create_alias`");
        assertThat(
                        Bodies.answer(
                                CollectionReader::aliases,
                                "{\"actions\": [{\"delete_alias\": {\"alias_name\": \"\"}}]}"))
                .startsWith("422 ")
                .contains("actions[0].delete_alias.alias_name: collection name has 0 bytes");
    }

    @Test
    void payloadIndexesAreRead() {
        assertThat(index("\"keyword\"")).isEqualTo(PayloadIndexConfig.keyword());
        assertThat(index("{\"type\": \"integer\"}")).isEqualTo(PayloadIndexConfig.integer());
        assertThat(index("{\"type\": \"keyword\", \"is_tenant\": true, \"on_disk\": true}"))
                .isEqualTo(new PayloadIndexConfig.Keyword(true, true));
        assertThat(index("{\"range\": false, \"type\": \"integer\", \"lookup\": null}"))
                .isEqualTo(new PayloadIndexConfig.Int(true, false, false, false));
    }

    @Test
    void everyKindIsReadByItsNameAndByItsParameters() {
        for (PayloadIndexKind kind : PayloadIndexKind.values()) {
            PayloadIndexConfig plain = PayloadIndexConfig.of(kind);
            assertThat(index("\"%s\"".formatted(kind.typeName()))).isEqualTo(plain);
            assertThat(index("{\"type\": \"%s\"}".formatted(kind.typeName()))).isEqualTo(plain);
        }
        assertThat(index("{\"type\": \"float\", \"is_principal\": true}"))
                .isEqualTo(new PayloadIndexConfig.Real(true, false));
        assertThat(index("{\"type\": \"datetime\", \"is_principal\": true, \"on_disk\": true}"))
                .isEqualTo(new PayloadIndexConfig.DateTime(true, true));
        assertThat(index("{\"type\": \"uuid\", \"is_tenant\": true}"))
                .isEqualTo(new PayloadIndexConfig.Uuid(true, false));
        assertThat(index("{\"type\": \"geo\", \"on_disk\": true, \"enable_hnsw\": false}"))
                .isEqualTo(new PayloadIndexConfig.Geo(true, /* enableHnsw= */ false));
    }

    @Test
    void textIndexesHaveTheirParameters() {
        assertThat(
                        index(
                                "{\"tokenizer\": \"prefix\", \"min_token_len\": 2,"
                                        + " \"max_token_len\": 9, \"lowercase\": false,"
                                        + " \"phrase_matching\": true, \"type\": \"text\"}"))
                .isEqualTo(
                        new PayloadIndexConfig.Text(
                                Tokenizer.PREFIX,
                                false,
                                OptionalInt.of(2),
                                OptionalInt.of(9),
                                true,
                                false));
        assertThat(
                        index(
                                "{\"type\": \"text\", \"ascii_folding\": false, \"stemmer\": null,"
                                        + " \"stopwords\": {\"languages\": []},"
                                        + " \"max_token_len\": null}"))
                .isEqualTo(PayloadIndexConfig.text());
        assertThat(index("{\"type\": \"text\", \"stemmer\": {\"type\": \"none\"}}"))
                .isEqualTo(PayloadIndexConfig.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tokenizer\": \"multilingual\"",
                "\"stopwords\": \"english\"",
                "\"stopwords\": {\"custom\": [\"the\"]}",
                "\"stemmer\": {\"type\": \"snowball\", \"language\": \"english\"}",
                "\"ascii_folding\": true"
            })
    void whatATextIndexCannotDoYetIsRefused(String parameter) {
        assertThat(
                        Bodies.answer(
                                CollectionReader::payloadIndex,
                                "{\"field_name\": \"a\", \"field_schema\": {%s, \"type\": \"text\"}}"
                                        .formatted(parameter)))
                .startsWith("400 Bad request: `field_schema.")
                .contains("is not supported yet: a text index has the tokenizers");
        assertThat(index("{%s, \"type\": \"keyword\"}".formatted(parameter)))
                .isEqualTo(PayloadIndexConfig.keyword());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"field_name\": \"a\"}|400 Bad request: Can't auto-detect field type",
                "{\"field_schema\": \"keyword\"}|400 Format error in JSON body: missing field",
                "{\"field_name\": \"a\", \"field_schema\": {\"type\": \"text\","
                        + " \"tokenizer\": \"grams\"}}"
                        + "|400 Format error in JSON body: unknown variant `grams`, expected",
                "{\"field_name\": \"a\", \"field_schema\": \"word\"}"
                        + "|400 Format error in JSON body: unknown variant `word`",
                "{\"field_name\": \"a\", \"field_schema\": {\"type\": \"integer\","
                        + " \"lookup\": false, \"range\": false}}"
                        + "|422 Validation error in JSON body: [field_schema: the 'lookup' and"
            })
    void badPayloadIndexesAreRefused(String json, String answer) {
        assertThat(Bodies.answer(CollectionReader::payloadIndex, json)).startsWith(answer);
    }

    private static PayloadIndexConfig index(String schema) {
        CollectionChange.CreatePayloadIndex change =
                CollectionReader.payloadIndex(
                        body("{\"field_type\": %s, \"field_name\": \"a[].b\"}".formatted(schema)));
        assertThat(change.key()).isEqualTo(JsonPath.parse("a[].b"));
        return change.index();
    }

    private static Value.Struct value(String json) {
        return JsonReader.read(body(json), PayloadReader::payload).root();
    }
}
