package io.digi.server.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/// The rest of a body that was answered before it was read. It is read and dropped, for two seconds
/// and 64 MB at most: a connection that is closed with bytes unread is reset, and the client may
/// never see the answer.
final class UnreadBody {
    private static final long SIZE_MAX = 64L << 20;
    private static final long PATIENCE_SECONDS = 2;

    private final Request request;
    private final Callback done;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long droppedBytes;

    /// @param done succeeds when the client has sent all, or enough
    UnreadBody(Request request, Callback done) {
        this.request = request;
        this.done = done;
    }

    void drop() {
        request.getComponents()
                .getScheduler()
                .schedule(this::end, PATIENCE_SECONDS, TimeUnit.SECONDS);
        readOn();
    }

    private void readOn() {
        while (!ended.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::readOn);
                return;
            }
            boolean last = Content.Chunk.isFailure(chunk) || chunk.isLast();
            droppedBytes += chunk.remaining();
            chunk.release();
            if (last || droppedBytes > SIZE_MAX) {
                end();
            }
        }
    }

    private void end() {
        if (ended.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
            done.succeeded();
        }
    }
}
