package io.digi.server.grpc;

/// What a method does.
///
/// @param <Q> a request in the words of the model
/// @param <A> an answer in the words of the model
@FunctionalInterface
interface RpcWork<Q, A> {
    A answer(Q request, RpcCall<?> call);
}
