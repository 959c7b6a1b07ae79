package io.digi.wire.grpc;

import com.google.protobuf.Message;
import io.digi.model.change.WriteReceipt;
import io.digi.proto.Points;
import io.digi.wire.words.UpdateStatus;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A write whose answer is the state of one operation.
///
/// @param <M> the message of a request
abstract class WriteRpc<M extends Message>
        implements Rpc<WriteRequest, WriteAnswer, M, Points.PointsOperationResponse> {
    @Override
    public final Points.PointsOperationResponse encodeAnswer(WriteAnswer answer, double seconds) {
        return response(answer, seconds);
    }

    @Override
    public final WriteAnswer decodeAnswer(
            WriteRequest request, Points.PointsOperationResponse message) {
        return answer(message);
    }

    static Points.PointsOperationResponse response(WriteAnswer answer, double seconds) {
        return Points.PointsOperationResponse.newBuilder()
                .setResult(result(answer.receipt().last(), answer.status()))
                .setTime(seconds)
                .build();
    }

    static WriteAnswer answer(Points.PointsOperationResponse message) {
        return answer(List.of(message.getResult()));
    }

    /// The answer to several changes, whose state is that of the least complete.
    static WriteAnswer answer(List<Points.UpdateResult> results) {
        List<Long> numbers = results.stream().map(Points.UpdateResult::getOperationId).toList();
        Set<Points.UpdateStatus> states =
                results.stream().map(Points.UpdateResult::getStatus).collect(Collectors.toSet());
        UpdateStatus status =
                states.contains(Points.UpdateStatus.WaitTimeout)
                        ? UpdateStatus.WAIT_TIMEOUT
                        : UpdateStatus.ofWait(
                                Set.of(Points.UpdateStatus.Completed).containsAll(states));
        return new WriteAnswer(
                new WriteReceipt(numbers, status != UpdateStatus.WAIT_TIMEOUT), status);
    }

    static Points.UpdateResult result(long operationNumber, UpdateStatus status) {
        return Points.UpdateResult.newBuilder()
                .setOperationId(operationNumber)
                .setStatus(
                        switch (status) {
                            case COMPLETED -> Points.UpdateStatus.Completed;
                            case ACKNOWLEDGED -> Points.UpdateStatus.Acknowledged;
                            case WAIT_TIMEOUT -> Points.UpdateStatus.WaitTimeout;
                        })
                .build();
    }
}
