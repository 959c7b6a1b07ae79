package io.digi.engine.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.engine.slot.SlotSet;
import io.digi.engine.trial.Json;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.Tokenizer;
import io.digi.model.filter.FieldTest;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextIndexTest {
    private static final JsonPath KEY = JsonPath.ofKey("a");
    private static final SlotSet LIVE = SlotSet.of(0, 1, 2);

    @Test
    void textsAreExact() {
        FieldIndex index = index(/* phrases= */ false);
        assertExactly(index.answer(new FieldTest.MatchText("RED of"), LIVE), 0, 1);
        assertExactly(index.answer(new FieldTest.MatchTextAny("of oil"), LIVE), 0, 1);
        assertExactly(index.answer(new FieldTest.MatchText("oil"), LIVE));
        assertExactly(index.answer(new FieldTest.MatchText("-"), LIVE));
    }

    @Test
    void phrasesOfTwoTokensAreExactAndLongerOnesAreNarrowedByPairs() {
        FieldIndex index = index(/* phrases= */ true);
        assertExactly(index.answer(new FieldTest.MatchPhrase("red wine"), LIVE), 0, 1);
        assertExactly(index.answer(new FieldTest.MatchPhrase("wine"), LIVE), 0, 1, 2);
        SlotBounds three = index.answer(new FieldTest.MatchPhrase("of red wine"), LIVE);
        assertThat(three.certain()).isEqualTo(SlotSet.empty());
        assertThat(three.possible()).isEqualTo(SlotSet.of(0, 1));
    }

    @Test
    void withoutPairsPhrasesAreNarrowedByTokens() {
        SlotBounds answer =
                index(/* phrases= */ false).answer(new FieldTest.MatchPhrase("red wine"), LIVE);
        assertThat(answer.certain()).isEqualTo(SlotSet.empty());
        assertThat(answer.possible()).isEqualTo(LIVE);
    }

    private static FieldIndex index(boolean phrases) {
        PayloadIndexConfig config =
                new PayloadIndexConfig.Text(
                        Tokenizer.WORD,
                        /* lowercase= */ true,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        phrases,
                        /* onDisk= */ false);
        FieldIndex.Editor editor = FieldIndex.empty(KEY, config).edit();
        String[] texts = {"Red wine of red", "of red wine", "wine red"};
        for (int slot = 0; slot < texts.length; slot++) {
            editor.replace(slot, Payload.EMPTY, Json.payload("a", texts[slot]));
        }
        return editor.build();
    }

    private static void assertExactly(SlotBounds answer, int... slots) {
        assertThat(answer.isExact()).isTrue();
        assertThat(answer.certain()).isEqualTo(SlotSet.of(slots));
    }
}
