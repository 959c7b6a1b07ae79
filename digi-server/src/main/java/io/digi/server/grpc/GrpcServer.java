package io.digi.server.grpc;

import io.digi.server.settings.ServiceSettings;
import io.digi.server.work.ServerContext;
import io.grpc.BindableService;
import io.grpc.CompressorRegistry;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gRPC API on a port.
public final class GrpcServer {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

    /// They move bytes; what takes time has threads of its own.
    private static final int NETWORK_THREADS = 2;

    private static final int NETWORK_STOP_SECONDS = 1;
    private static final int CONNECTIONS_MAX = 10_000;
    private static final int CALLS_PER_CONNECTION_MAX = 1_000;
    private static final int METADATA_SIZE_MAX = 16 << 10;

    /// Calls that a client withdraws as soon as it has made them cost more than they look.
    private static final int RESETS_MAX = 1_000;

    private static final int RESETS_SECONDS = 10;
    private static final int CLIENT_PING_SECONDS_MIN = 5;
    private static final int PING_SECONDS = 60;

    private final Server server;
    private final EventLoopGroup network;
    private final Health health;
    private final InetSocketAddress address;

    private GrpcServer(
            Server server, EventLoopGroup network, Health health, InetSocketAddress address) {
        this.server = server;
        this.network = network;
        this.health = health;
        this.address = address;
    }

    /// Listens and answers. Throws [IOException], whose cause is a [java.net.BindException] if the
    /// port is taken.
    public static GrpcServer start(ServerContext context, int port) throws IOException {
        EventLoopGroup network =
                new MultiThreadIoEventLoopGroup(
                        NETWORK_THREADS,
                        new DefaultThreadFactory("digi-grpc"),
                        NioIoHandler.newFactory());
        Health health = new Health();
        String host = context.service().host();
        boolean listening = false;
        try {
            Server server = server(context, new InetSocketAddress(host, port), network, health);
            server.start();
            listening = true;
            return new GrpcServer(
                    server, network, health, new InetSocketAddress(host, server.getPort()));
        } catch (IOException e) {
            throw new IOException(
                    "%s; service.grpc_port names another port, or null for no gRPC"
                            .formatted(e.getMessage()),
                    e.getCause());
        } finally {
            if (!listening) {
                close(network);
            }
        }
    }

    private static Server server(
            ServerContext context,
            InetSocketAddress address,
            EventLoopGroup network,
            Health health) {
        CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(new FastGzip());
        ServiceSettings settings = context.service();
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(address)
                        .channelFactory(() -> new LimitedServerChannel(CONNECTIONS_MAX))
                        .bossEventLoopGroup(network)
                        .workerEventLoopGroup(network)
                        .directExecutor()
                        .compressorRegistry(compressors)
                        .decompressorRegistry(LazyGzip.registry())
                        .addStreamTracerFactory(Arrivals.factory())
                        .maxInboundMessageSize(Math.toIntExact(settings.requestSizeMaxBytes()))
                        .maxInboundMetadataSize(METADATA_SIZE_MAX)
                        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION_MAX)
                        .maxRstFramesPerWindow(RESETS_MAX, RESETS_SECONDS)
                        .permitKeepAliveTime(CLIENT_PING_SECONDS_MIN, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS);
        Door door = new Door(context.gate());
        new Methods(context, door, health).services().forEach(builder::addService);
        builder.addService(
                ServerInterceptors.intercept(
                        Unpacking.of(ProtoReflectionServiceV1.newInstance()), door));
        return builder.addService(
                        ServerInterceptors.intercept(Unpacking.of(olderReflection()), door))
                .build();
    }

    // Most tools ask for the first version of reflection only.
    @SuppressWarnings("deprecation")
    private static BindableService olderReflection() {
        return ProtoReflectionService.newInstance();
    }

    /// Where it listens; the port is the real one.
    public InetSocketAddress address() {
        return address;
    }

    /// Tells monitors that requests are served.
    public void becomeReady() {
        health.become(ServingStatus.SERVING);
    }

    /// Tells monitors that they are not for much longer.
    public void becomeUnready() {
        health.become(ServingStatus.NOT_SERVING);
    }

    /// Refuses new calls; those under way go on.
    public void refuseCalls() {
        server.shutdown();
    }

    /// Lets calls under way end, for as long as given, and stops. Idempotent.
    public void stop(Duration patience) {
        server.shutdown();
        try {
            if (!server.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("not all gRPC calls ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.shutdownNow();
        close(network);
    }

    private static void close(EventLoopGroup network) {
        network.shutdownGracefully(0, NETWORK_STOP_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(NETWORK_STOP_SECONDS, TimeUnit.SECONDS);
    }
}
