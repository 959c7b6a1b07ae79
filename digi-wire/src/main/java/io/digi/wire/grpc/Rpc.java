package io.digi.wire.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;

/// One operation of the gRPC protocol: its method, and how its requests and answers travel, in both
/// directions. Reading throws [io.digi.model.error.DigiException] for what cannot be meant.
///
/// @param <Q> a request in the words of the model
/// @param <A> an answer in the words of the model
/// @param <M> the message of a request
/// @param <N> the message of an answer
public interface Rpc<Q, A, M extends Message, N extends Message> {
    MethodDescriptor<M, N> method();

    /// The message of a request.
    M encodeRequest(Q request);

    /// The request that a message holds, validated.
    Q decodeRequest(M message);

    /// The message of an answer.
    ///
    /// @param seconds how long the request took
    N encodeAnswer(A answer, double seconds);

    /// The answer that a message holds to a request: what was not asked for and what is empty look
    /// alike on the wire.
    A decodeAnswer(Q request, N message);

    /// The same, of the bytes of a message.
    default Q decodeRequest(byte[] bytes) {
        return decodeRequest(MessageBytes.parse(method().getRequestMarshaller(), bytes));
    }
}
