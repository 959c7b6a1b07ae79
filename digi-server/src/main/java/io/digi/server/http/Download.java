package io.digi.server.http;

import io.digi.model.snapshot.SnapshotContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/// Sends a part of a snapshot piece by piece, each when the client has taken the one before. It
/// closes the snapshot, and gives a client up that takes nothing for a minute.
final class Download extends IteratingCallback {
    private static final int PIECE_SIZE = 256 << 10;
    private static final int LOOK_SECONDS = 30;

    private final SnapshotContent content;
    private final ByteSpan span;
    private final Request request;
    private final Response response;
    private final Callback done;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_SIZE);
    private long position;
    private volatile long progress;
    private volatile boolean ended;

    Download(
            SnapshotContent content,
            ByteSpan span,
            Request request,
            Response response,
            Callback done) {
        this.content = content;
        this.span = span;
        this.request = request;
        this.response = response;
        this.done = done;
        this.position = span.from();
    }

    void start() {
        lookLater(-1);
        iterate();
    }

    @Override
    protected Action process() {
        if (position == span.until()) {
            return Action.SUCCEEDED;
        }
        piece.clear().limit((int) Math.min(PIECE_SIZE, span.until() - position));
        content.read(position, piece);
        position += piece.limit();
        progress = position;
        response.write(position == span.until(), piece.flip(), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        end();
        done.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        end();
        done.failed(cause);
    }

    private void end() {
        ended = true;
        content.close();
    }

    private void lookLater(long progressBefore) {
        request.getComponents()
                .getScheduler()
                .schedule(() -> look(progressBefore), LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look(long progressBefore) {
        if (ended) {
            return;
        }
        long now = progress;
        if (now == progressBefore) {
            abort(new IOException("the client takes nothing of a snapshot"));
            return;
        }
        lookLater(now);
    }
}
