package io.digi.testkit.contract;

import static io.digi.testkit.contract.Points.array;
import static io.digi.testkit.contract.Points.has;
import static io.digi.testkit.contract.Points.object;

import io.digi.model.change.Point;
import io.digi.model.config.PayloadIndexConfig;
import io.digi.model.config.Tokenizer;
import io.digi.model.filter.Condition;
import io.digi.model.filter.FieldTest;
import io.digi.model.filter.FieldTest.Scalar;
import io.digi.model.filter.Filter;
import io.digi.model.payload.JsonPath;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Filters whose meaning an index changes, and which of a few points each finds.
final class TextCases {
    /// Lower-case words, with phrases.
    static final PayloadIndexConfig WORDS =
            text(Tokenizer.WORD, true, OptionalInt.empty(), OptionalInt.empty(), true);

    /// Beginnings of two to four characters, without phrases.
    static final PayloadIndexConfig BEGINNINGS =
            text(Tokenizer.PREFIX, true, OptionalInt.of(2), OptionalInt.of(4), false);

    /// What stands between whitespace, as it is, from two characters on.
    static final PayloadIndexConfig AS_WRITTEN =
            text(Tokenizer.WHITESPACE, false, OptionalInt.of(2), OptionalInt.empty(), false);

    private final List<FilterCases.Case> cases = new ArrayList<>();

    private TextCases() {}

    /// Points 1, 2, … in this order.
    static List<Point> points() {
        List<Value.Struct> payloads =
                List.of(
                        object("title", "The quick, brown fox", "name", "Anna", "early", "x y"),
                        object("title", "BROWN and quick", "name", "Anton", "code", "ab C# a"),
                        object("title", array("a quick start", "brown bread"), "code", "AB"),
                        object("title", 7, "name", "An", "code", "c#"),
                        object("parts", array(object("title", "red wine"), object("title", "oil"))),
                        object("owner", "00000000-0000-0000-0000-0000000000fF"),
                        object("owner", array("{00000000-0000-0000-0000-0000000000ff}", "me")),
                        object("owner", "me", "early", "b c, a b"));
        List<Point> points = new ArrayList<>();
        for (Value.Struct payload : payloads) {
            points.add(Points.point(points.size() + 1, new Payload(payload), 1, 0));
        }
        return points;
    }

    static List<FilterCases.Case> all() {
        TextCases all = new TextCases();
        all.words();
        all.phrases();
        all.beginnings();
        all.uuids();
        return List.copyOf(all.cases);
    }

    private void words() {
        must("all words, in any order and case", "1 2 3", text("title", "Brown QUICK"));
        must("a part of a word is no word", "", text("title", "qui"));
        must("one word more", "1", text("title", "brown quick fox"));
        must("no word at all", "", text("title", " ,"));
        must("one of the words", "1 3", any("title", "fox bread cat"));
        must("none of no words", "", any("title", "-"));
        must("of points written after the index", "1", text("early", "Y"));
        must("as written", "2", text("code", "C#"));
        must("too short to be asked for", "", text("code", "a"));
        must("within an element", "5", nested(text("title", "WINE red")));
        must("not across elements", "", nested(text("title", "wine oil")));
        must("the string itself", "2", has("title", "BROWN and quick"));
        add(
                "not these words",
                "4 5 6 7 8",
                Filter.mustNot(
                        new Condition.Field(path("title"), new FieldTest.MatchText("quick"))));
    }

    private void phrases() {
        must("words that follow each other", "1", phrase("title", "Quick Brown"));
        must("three of them", "1", phrase("title", "the quick brown"));
        must("not in this order", "2", phrase("title", "brown and quick"));
        must("not across strings", "", phrase("title", "start brown"));
        must("pairs that are apart", "", phrase("early", "a b c"));
        must("pairs that follow each other", "8", phrase("early", "c a b"));
        must("one word", "1 2 3", phrase("title", "brown"));
        must("no word", "", phrase("title", ""));
        must("phrases that are not indexed", "2", phrase("code", "ab C#"));
    }

    private void beginnings() {
        must("a beginning", "1 2 4", text("name", "an"));
        must("the whole", "1", text("name", "anna"));
        must("only the longest beginning counts", "2", text("name", "antonella"));
        must("a beginning that is too short", "", text("name", "a"));
    }

    private void uuids() {
        must("a UUID in another form", "6 7", has("owner", "000000000000000000000000000000ff"));
        must("a string that is none", "7 8", has("owner", "me"));
        must(
                "other than a UUID",
                "7 8",
                new Condition.Field(
                        path("owner"),
                        new FieldTest.MatchExcept(
                                Set.of(
                                        new Scalar.Text(
                                                "urn:uuid:00000000-0000-0000-0000-0000000000ff")))));
    }

    private void must(String name, String ids, Condition condition) {
        add(name, ids, Filter.must(condition));
    }

    private void add(String name, String ids, Filter filter) {
        cases.add(new FilterCases.Case(name, filter, ids));
    }

    private static Condition text(String key, String text) {
        return new Condition.Field(path(key), new FieldTest.MatchText(text));
    }

    private static Condition any(String key, String text) {
        return new Condition.Field(path(key), new FieldTest.MatchTextAny(text));
    }

    private static Condition phrase(String key, String text) {
        return new Condition.Field(path(key), new FieldTest.MatchPhrase(text));
    }

    private static Condition nested(Condition condition) {
        return new Condition.Nested(path("parts"), Filter.must(condition));
    }

    private static JsonPath path(String text) {
        return JsonPath.parse(text);
    }

    private static PayloadIndexConfig text(
            Tokenizer tokenizer,
            boolean lowercase,
            OptionalInt lengthMin,
            OptionalInt lengthMax,
            boolean phrases) {
        return new PayloadIndexConfig.Text(
                tokenizer, lowercase, lengthMin, lengthMax, phrases, /* onDisk= */ false);
    }
}
