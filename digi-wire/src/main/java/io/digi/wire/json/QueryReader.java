package io.digi.wire.json;

import io.digi.model.query.PointRead;
import java.io.InputStream;
import java.util.List;

/// Reads the bodies of queries, and of legacy searches, which are queries too.
public final class QueryReader {
    private QueryReader() {}

    /// `POST /collections/{c}/points/query` and `…/query/explain`.
    public static PointRead.Query query(InputStream body) {
        return JsonReader.read(body, QueryFields::query);
    }

    /// `POST /collections/{c}/points/query/batch`.
    public static PointRead.QueryBatch queryBatch(InputStream body) {
        return JsonReader.read(body, in -> batch(in, QueryFields::query));
    }

    /// `POST /collections/{c}/points/search`.
    public static PointRead.Query search(InputStream body) {
        return JsonReader.read(body, SearchFields::search);
    }

    /// `POST /collections/{c}/points/search/batch`.
    public static PointRead.QueryBatch searchBatch(InputStream body) {
        return JsonReader.read(body, in -> batch(in, SearchFields::search));
    }

    private static PointRead.QueryBatch batch(
            JsonReader in, JsonReader.Body<PointRead.Query> element) {
        Field<List<PointRead.Query>> queries = new Field<>();
        in.object(
                "a batch of queries",
                name -> {
                    if (!name.equals("searches")) {
                        return false;
                    }
                    queries.set(in.list("a list of queries", () -> element.read(in)));
                    return true;
                });
        return new PointRead.QueryBatch(queries.required(in, "searches"));
    }
}
