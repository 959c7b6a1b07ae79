package io.digi.wire.grpc;

import io.digi.model.filter.Filter;
import io.digi.model.query.PointRead;
import io.digi.proto.Points;
import io.digi.proto.PointsGrpc;
import io.grpc.MethodDescriptor;

/// How many points match.
final class CountRpc
        implements Rpc<ReadRequest<Long>, Long, Points.CountPoints, Points.CountResponse> {
    @Override
    public MethodDescriptor<Points.CountPoints, Points.CountResponse> method() {
        return PointsGrpc.getCountMethod();
    }

    @Override
    public Points.CountPoints encodeRequest(ReadRequest<Long> request) {
        PointRead.Count read = (PointRead.Count) request.read();
        Points.CountPoints.Builder message =
                Points.CountPoints.newBuilder()
                        .setCollectionName(request.collection().value())
                        .setExact(read.exact());
        if (!read.filter().matchesAll()) {
            message.setFilter(FilterCodec.encode(read.filter()));
        }
        request.timeout().map(RequestFields::seconds).ifPresent(message::setTimeout);
        return message.build();
    }

    @Override
    public ReadRequest<Long> decodeRequest(Points.CountPoints message) {
        return Reading.whole(in -> {
            RequestFields.refuseShardKey(in, message.getShardKeySelector());
            return new ReadRequest<>(
                    RequestFields.collection(in, message.getCollectionName()),
                    new PointRead.Count(
                            message.hasFilter()
                                    ? FilterCodec.decode(in, "filter", message.getFilter())
                                    : Filter.ALL,
                            !message.hasExact() || message.getExact()),
                    RequestFields.timeout(in, message::hasTimeout, message::getTimeout));
        });
    }

    @Override
    public Points.CountResponse encodeAnswer(Long answer, double seconds) {
        return Points.CountResponse.newBuilder()
                .setResult(Points.CountResult.newBuilder().setCount(answer))
                .setTime(seconds)
                .build();
    }

    @Override
    public Long decodeAnswer(ReadRequest<Long> request, Points.CountResponse message) {
        return message.getResult().getCount();
    }
}
