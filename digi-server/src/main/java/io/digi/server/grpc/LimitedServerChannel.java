package io.digi.server.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A listening socket that closes what it accepts beyond a number of connections.
final class LimitedServerChannel extends NioServerSocketChannel {
    private final int connectionsMax;
    private final AtomicInteger connections = new AtomicInteger();

    LimitedServerChannel(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            if (!admitted((Channel) accepted.get(i))) {
                accepted.remove(i);
            }
        }
        return count < 0 ? count : accepted.size() - before;
    }

    private boolean admitted(Channel connection) {
        if (connections.incrementAndGet() > connectionsMax) {
            connections.decrementAndGet();
            connection.unsafe().closeForcibly();
            return false;
        }
        connection.closeFuture().addListener(_ -> connections.decrementAndGet());
        return true;
    }
}
