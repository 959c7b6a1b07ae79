package io.digi.stack.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/// The writes of one cycle on disk, for whoever has to find out what went wrong: a line when a
/// write is about to be sent and one when it was answered, forced before the caller goes on.
///
/// ```text
/// send 17 Upsert wait=true 1,5,9
/// answer 17 200
/// ```
final class IntentLog implements AutoCloseable {
    private final FileChannel file;

    IntentLog(Path path) throws IOException {
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
    }

    void send(Write write, boolean waits) throws IOException {
        String ids = write.ids().stream().map(String::valueOf).collect(Collectors.joining(","));
        append(
                "send %d %s wait=%s %s\n"
                        .formatted(write.number(), write.getClass().getSimpleName(), waits, ids));
    }

    void answer(Write write, int status) throws IOException {
        append("answer %d %d\n".formatted(write.number(), status));
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
        file.force(/* metaData= */ false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
