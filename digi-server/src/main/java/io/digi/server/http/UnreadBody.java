package io.digi.server.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/// The rest of a body that was answered before it was read. It is read and dropped while the
/// connection stays open in both directions, so that clients which send all of a body before they
/// look for an answer find it, and may use the connection again. If the connection were closed with
/// bytes unread, it would be reset, and the answer lost with it.
///
/// It ends with the body; or with the connection, when the client has sent nothing for 2 to 4
/// seconds, or after a minute or a gigabyte. `Request.consumeAvailable` is of no use here: where it
/// finds that something is missing, every later read of the request fails.
final class UnreadBody {
    private static final long SIZE_MAX = 1L << 30;
    private static final int SILENCE_SECONDS = 2;
    private static final int LOOKS_MAX = 30;

    private final Request request;
    private boolean ended;
    private long droppedBytes;
    private long droppedBytesBefore = -1;
    private int looks;

    UnreadBody(Request request) {
        this.request = request;
    }

    /// Tells `done` when the body has ended, or fails it, which ends the connection at once.
    synchronized void drop(Callback done) {
        // A client that waits to be told to go on sends nothing, now that it has its answer. To
        // demand a body would be to tell it to.
        if (awaitsContinue() || dropAvailable()) {
            done.succeeded();
            return;
        }
        lookLater(done);
        request.demand(() -> readOn(done));
    }

    private synchronized void readOn(Callback done) {
        if (ended) {
            return;
        }
        if (dropAvailable()) {
            done.succeeded();
        } else {
            request.demand(() -> readOn(done));
        }
    }

    /// Drops what is here already, and returns whether that was all of it.
    private boolean dropAvailable() {
        while (!ended) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            drop(chunk);
        }
        return true;
    }

    private void drop(Content.Chunk chunk) {
        ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
        droppedBytes += chunk.remaining();
        chunk.release();
    }

    private void lookLater(Callback done) {
        Scheduler scheduler = request.getComponents().getScheduler();
        scheduler.schedule(() -> look(done), SILENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Ends it if the client keeps silent, or goes on for too long.
    private synchronized void look(Callback done) {
        if (ended) {
            return;
        }
        looks++;
        boolean silent = droppedBytes == droppedBytesBefore;
        if (silent || looks >= LOOKS_MAX || droppedBytes > SIZE_MAX) {
            ended = true;
            done.failed(new IOException("the client does not end its body, which was refused"));
            return;
        }
        droppedBytesBefore = droppedBytes;
        lookLater(done);
    }

    private boolean awaitsContinue() {
        return request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())
                && Request.getContentBytesRead(request) == 0;
    }
}
