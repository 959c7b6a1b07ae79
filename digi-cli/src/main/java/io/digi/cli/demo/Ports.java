package io.digi.cli.demo;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.function.IntPredicate;

/// Finds ports: a pair, since the port after REST's is gRPC's.
record Ports(int first, IntPredicate isFree) {
    private static final int PAIR_COUNT_MAX = 50;

    /// From Qdrant's own on.
    static final Ports DEFAULT = new Ports(6333, Ports::isFreeHere);

    /// What needs a port.
    @FunctionalInterface
    interface Opening<T> {
        T open(int port) throws IOException;
    }

    /// Opens on the first free pair; one that somebody else takes meanwhile is passed over.
    <T> T openOnFree(Opening<T> opening) throws IOException {
        for (int pair = 0; pair < PAIR_COUNT_MAX; pair++) {
            int port = first + 2 * pair;
            if (isFree.test(port) && isFree.test(port + 1)) {
                try {
                    return opening.open(port);
                } catch (IOException e) {
                    if (!isTaken(e)) {
                        throw e;
                    }
                }
            }
        }
        throw new DigiException(
                new Problem.Unavailable(
                        "no free pair of ports from %d to %d; name one with --port"
                                .formatted(first, first + 2 * PAIR_COUNT_MAX - 1)));
    }

    private static boolean isTaken(IOException e) {
        return e instanceof BindException || e.getCause() instanceof BindException;
    }

    /// Binds without listening.
    private static boolean isFreeHere(int port) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
