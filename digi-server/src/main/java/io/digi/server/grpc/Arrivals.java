package io.digi.server.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import java.util.function.LongConsumer;

/// Tells a call how many bytes of its message came, while it is not yet whole. All happens on the
/// call's thread of the network.
final class Arrivals extends ServerStreamTracer {
    private static final Context.Key<Arrivals> OF_CALL = Context.key("digi-arrivals");

    private volatile LongConsumer listener = _ -> {};

    private Arrivals() {}

    static Factory factory() {
        return new Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new Arrivals();
            }
        };
    }

    /// Asks for the counts of the call that is being started.
    static void report(LongConsumer listener) {
        OF_CALL.get().listener = listener;
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(OF_CALL, this);
    }

    @Override
    public void inboundWireSize(long bytes) {
        listener.accept(bytes);
    }
}
