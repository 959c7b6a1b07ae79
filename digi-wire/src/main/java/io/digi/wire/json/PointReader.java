package io.digi.wire.json;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.wire.words.PageToken;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the bodies of reads that rank nothing: retrieve, scroll, count.
public final class PointReader {
    private static final int SCROLL_LIMIT_DEFAULT = 10;
    private static final PointRead.Scroll SCROLL_STAND_IN =
            new PointRead.Scroll(Filter.ALL, 1, Optional.empty(), Selection.IDS_ONLY);

    private PointReader() {}

    /// `POST /collections/{c}/points`.
    public static PointRead.Retrieve retrieve(InputStream body) {
        return JsonReader.read(
                body,
                in -> {
                    RetrieveFields fields = new RetrieveFields(in);
                    in.object("struct PointRequest", SelectionReader.ALIASES, fields);
                    return new PointRead.Retrieve(
                            fields.ids.orElseThrow(() -> in.missing("ids")),
                            fields.selection.selection());
                });
    }

    /// `POST /collections/{c}/points/scroll`.
    public static PointRead.Scroll scroll(InputStream body) {
        return JsonReader.read(
                body,
                in -> {
                    ScrollFields fields = new ScrollFields(in);
                    in.object("struct ScrollRequest", SelectionReader.ALIASES, fields);
                    return fields.scroll();
                });
    }

    /// `POST /collections/{c}/points/count`.
    public static PointRead.Count count(InputStream body) {
        return JsonReader.read(
                body,
                in -> {
                    CountFields fields = new CountFields(in);
                    in.object("struct CountRequest", Map.of(), fields);
                    return new PointRead.Count(fields.filter, fields.exact);
                });
    }

    private static final class RetrieveFields implements JsonReader.Fields {
        private final JsonReader in;
        private final SelectionReader selection;
        private Optional<List<PointId>> ids = Optional.empty();

        RetrieveFields(JsonReader in) {
            this.in = in;
            this.selection = new SelectionReader(in, PayloadSelector.Whole.ALL);
        }

        @Override
        public boolean read(String name) {
            switch (name) {
                case "ids" -> ids = Optional.of(PointIdReader.ids(in));
                case "shard_key" -> in.refuse(RankingFields.ONE_SHARD);
                default -> {
                    return selection.read(name);
                }
            }
            return true;
        }
    }

    private static final class ScrollFields implements JsonReader.Fields {
        private final JsonReader in;
        private final SelectionReader selection;
        private Filter filter = Filter.ALL;
        private int limit = SCROLL_LIMIT_DEFAULT;
        private Optional<ScrollPosition> from = Optional.empty();

        ScrollFields(JsonReader in) {
            this.in = in;
            this.selection = new SelectionReader(in, PayloadSelector.Whole.ALL);
        }

        @Override
        public boolean read(String name) {
            switch (name) {
                case "filter" -> filter = FilterReader.filterOrAll(in);
                case "limit" -> limit = JsonText.optionalCount(in).orElse(limit);
                case "offset" -> from = in.isNull() ? from : Optional.of(position());
                case "order_by" -> in.refuse("points are scrolled in the order of their ids");
                case "shard_key" -> in.refuse(RankingFields.ONE_SHARD);
                default -> {
                    return selection.read(name);
                }
            }
            return true;
        }

        private ScrollPosition position() {
            PointId id = PointIdReader.id(in);
            if (id instanceof PointId.Text(String text) && PageToken.isToken(text)) {
                return PageToken.parse(text)
                        .orElseThrow(() ->
                                new DigiException(
                                        new Problem.BadRequest(
                                                "`offset` is not a page that a scroll"
                                                        + " returned")));
            }
            return new ScrollPosition(Optional.empty(), id);
        }

        PointRead.Scroll scroll() {
            return in.validated(
                    "scroll_request",
                    () -> new PointRead.Scroll(filter, limit, from, selection.selection()),
                    SCROLL_STAND_IN);
        }
    }

    private static final class CountFields implements JsonReader.Fields {
        private final JsonReader in;
        private Filter filter = Filter.ALL;
        private boolean exact = true;

        CountFields(JsonReader in) {
            this.in = in;
        }

        @Override
        public boolean read(String name) {
            switch (name) {
                case "filter" -> filter = FilterReader.filterOrAll(in);
                case "exact" -> exact = JsonText.flag(in);
                case "shard_key" -> in.refuse(RankingFields.ONE_SHARD);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
