package io.digi.wire.grpc;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.filter.Filter;
import io.digi.model.id.PointId;
import io.digi.model.query.PayloadSelector;
import io.digi.model.query.PointRead;
import io.digi.model.query.ScrollPage;
import io.digi.model.query.ScrollPosition;
import io.digi.model.query.Selection;
import io.digi.proto.Common;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.digi.wire.words.PageToken;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/// A page of points in the order of their ids.
final class ScrollRpc
        implements Rpc<
                ReadRequest<ScrollPage>, ScrollPage, Points.ScrollPoints, Points.ScrollResponse> {
    private static final int LIMIT_DEFAULT = 10;
    private static final PointRead.Scroll STAND_IN =
            new PointRead.Scroll(Filter.ALL, 1, Optional.empty(), Selection.IDS_ONLY);

    @Override
    public MethodDescriptor<Points.ScrollPoints, Points.ScrollResponse> method() {
        return PointsGrpc.getScrollMethod();
    }

    @Override
    public Points.ScrollPoints encodeRequest(ReadRequest<ScrollPage> request) {
        PointRead.Scroll read = read(request);
        Points.ScrollPoints.Builder message =
                Points.ScrollPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setLimit(read.limit())
                        .setWithPayload(SelectionCodec.encode(read.selection().payload()))
                        .setWithVectors(SelectionCodec.encode(read.selection().vectors()));
        if (!read.filter().matchesAll()) {
            message.setFilter(FilterCodec.encode(read.filter()));
        }
        read.from().ifPresent(from -> message.setOffset(encode(from)));
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<ScrollPage> decodeRequest(Points.ScrollPoints message) {
        return Reading.whole(in ->
                new ReadRequest<>(
                        RequestFields.collection(in, message.getCollectionName()),
                        scroll(in, message),
                        RequestFields.timeout(in, message::hasTimeout, message::getTimeout)));
    }

    @Override
    public Points.ScrollResponse encodeAnswer(ScrollPage answer, double seconds) {
        Points.ScrollResponse.Builder message =
                Points.ScrollResponse.newBuilder()
                        .addAllResult(AnsweredPoints.encodeRecords(answer.points()))
                        .setTime(seconds);
        answer.next().ifPresent(next -> message.setNextPageOffset(encode(next)));
        return message.build();
    }

    @Override
    public ScrollPage decodeAnswer(ReadRequest<ScrollPage> request, Points.ScrollResponse message) {
        return Reading.whole(in ->
                new ScrollPage(
                        AnsweredPoints.decodeRecords(
                                in, read(request).selection(), message.getResultList()),
                        message.hasNextPageOffset()
                                ? Optional.of(position(in, message.getNextPageOffset()))
                                : Optional.empty()));
    }

    private static PointRead.Scroll read(ReadRequest<ScrollPage> request) {
        return (PointRead.Scroll) request.read();
    }

    private static PointRead.Scroll scroll(Reading in, Points.ScrollPoints message) {
        in.refuse(
                message.hasOrderBy(), "order_by", "points are scrolled in the order of their ids");
        RequestFields.refuseShardKey(in, message.getShardKeySelector());
        Filter filter =
                message.hasFilter()
                        ? FilterCodec.decode(in, "filter", message.getFilter())
                        : Filter.ALL;
        int limit =
                message.hasLimit()
                        ? RequestFields.count(Integer.toUnsignedLong(message.getLimit()))
                        : LIMIT_DEFAULT;
        Optional<ScrollPosition> from =
                message.hasOffset()
                        ? Optional.of(in.at("offset", () -> position(in, message.getOffset())))
                        : Optional.empty();
        Selection selection = selection(in, message);
        return in.validated(() -> new PointRead.Scroll(filter, limit, from, selection), STAND_IN);
    }

    private static Selection selection(Reading in, Points.ScrollPoints message) {
        return new Selection(
                SelectionCodec.decode(
                        in,
                        message.hasWithPayload(),
                        message.getWithPayload(),
                        PayloadSelector.Whole.ALL),
                SelectionCodec.decode(in, message.hasWithVectors(), message.getWithVectors()));
    }

    private static ScrollPosition position(Reading in, Common.PointId message) {
        PointId id = PointIdCodec.decode(in, message);
        if (id instanceof PointId.Text(String text) && PageToken.isToken(text)) {
            return PageToken.parse(text)
                    .orElseThrow(() ->
                            new DigiException(
                                    new Problem.BadRequest(
                                            "`offset` is not a page that a scroll returned")));
        }
        return new ScrollPosition(Optional.empty(), id);
    }

    private static Common.PointId encode(ScrollPosition position) {
        return position.tenant()
                .map(tenant ->
                        Common.PointId.newBuilder()
                                .setUuid(PageToken.text(tenant, position.id()))
                                .build())
                .orElseGet(() -> PointIdCodec.encode(position.id()));
    }
}
