package io.digi.inference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process that embeds texts, and says after each step where it is and waits to be looked at. So
/// that the looking is known to work, it can open a socket too: for good, or for a moment.
final class EmbeddingProbe {
    enum Plant {
        NONE,
        HELD,
        BRIEF
    }

    private EmbeddingProbe() {}

    public static void main(String[] args) throws IOException {
        Plant plant = Plant.valueOf(args[0]);
        Path scratch = Path.of(args[1]);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // Any JVM asks the kernel once whether it knows IPv4 and IPv6, when it first needs this
        // library, be it for a file. That belongs before the start.
        InetAddress.getLoopbackAddress();
        pause("started", in);
        try (SentenceEmbedder embedder = SentenceEmbedder.load(/* threads= */ 2, scratch)) {
            pause("loaded", in);
            @Nullable ServerSocket socket = plant == Plant.NONE ? null : open();
            if (socket != null && plant == Plant.BRIEF) {
                socket.close();
            }
            embedder.embed(List.of("one text", "and another one", "and one that is longer"));
            pause("embedded", in);
        }
        pause("closed", in);
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void pause(String step, BufferedReader in) throws IOException {
        System.out.println(step);
        if (in.readLine() == null) {
            throw new IOException("nobody looks at step " + step);
        }
    }
}
