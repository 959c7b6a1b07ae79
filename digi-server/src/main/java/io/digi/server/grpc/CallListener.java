package io.digi.server.grpc;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.server.work.Lane;
import io.digi.server.work.Lanes;
import io.digi.wire.error.GrpcStatus;
import io.grpc.ServerCall;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of one call. Its message is charged from its first byte on, and given back once: by
/// the lane if the call got there, else when the call ends, however it ends.
///
/// Until the call is handed to the lane, everything happens on one thread of the network.
final class CallListener extends ServerCall.Listener<RawMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(CallListener.class);

    private final RpcCall<?> call;
    private final Lanes lanes;
    private final Lane lane;
    private final int sizeMax;
    private final Consumer<byte[]> work;
    private final HeldBytes held;
    private Optional<RawMessage> message = Optional.empty();
    private long arrivedBytes;
    private boolean handedOver;

    CallListener(RpcCall<?> call, Lanes lanes, Lane lane, int sizeMax, Consumer<byte[]> work) {
        this.call = call;
        this.lanes = lanes;
        this.lane = lane;
        this.sizeMax = sizeMax;
        this.work = work;
        held = new HeldBytes(lanes.bodies());
    }

    /// So many more bytes of a message are here.
    void onBytes(long count) {
        answering(() -> {
            refuseSecond();
            arrivedBytes += count;
            if (arrivedBytes > sizeMax) {
                throw CallRefused.tooLarge(sizeMax);
            }
            held.take(count);
        });
        releaseIfFailed();
    }

    @Override
    public void onMessage(RawMessage received) {
        answering(() -> {
            refuseSecond();
            message = Optional.of(received);
        });
        releaseIfFailed();
    }

    @Override
    public void onHalfClose() {
        answering(() -> {
            RawMessage received =
                    message.orElseThrow(() -> malformed("expected a message, got none"));
            // Direct work has ended when this returns, and given back what it held.
            lanes.submit(lane, () -> finish(received));
            handedOver = true;
        });
        releaseIfFailed();
    }

    @Override
    public void onCancel() {
        call.withdraw();
        release();
    }

    @Override
    public void onComplete() {
        release();
    }

    private void finish(RawMessage received) {
        try (held) {
            answering(() -> work.accept(received.unpacked(sizeMax, held)));
        }
    }

    private void releaseIfFailed() {
        if (call.hasEnded()) {
            release();
        }
    }

    private void release() {
        if (!handedOver) {
            message = Optional.empty();
            held.close();
        }
    }

    private void refuseSecond() {
        if (message.isPresent()) {
            throw malformed("expected one message, got a second");
        }
    }

    private static DigiException malformed(String text) {
        return new DigiException(new Problem.Malformed("Format error in message: " + text));
    }

    /// Does a step of a call that has not ended; whatever goes wrong becomes its answer.
    private void answering(Runnable step) {
        if (call.hasEnded()) {
            return;
        }
        try {
            step.run();
        } catch (DigiException e) {
            if (e.problem() instanceof Problem.Bug || e.problem() instanceof Problem.OfData) {
                LOG.error("request failed", e);
            }
            call.fail(GrpcStatus.of(e.problem()));
        } catch (CallRefused e) {
            call.fail(e.error());
        } catch (RuntimeException | Error e) {
            LOG.error("request failed, which is a bug", e);
            call.fail(GrpcStatus.of(new Problem.Internal("the log of the server says more")));
        }
    }
}
