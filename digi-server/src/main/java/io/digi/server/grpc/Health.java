package io.digi.server.grpc;

import com.google.protobuf.Message;
import io.digi.wire.grpc.Rpc;
import io.digi.wire.grpc.Services;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What monitors are told. All services are served, or none; the empty name stands for all.
final class Health {
    private static final Set<String> NAMES =
            Stream.concat(Stream.of(""), Services.all().stream().map(ServiceDescriptor::getName))
                    .collect(Collectors.toUnmodifiableSet());

    static final Rpc<HealthCheckRequest, HealthCheckResponse, ?, HealthCheckResponse> CHECK =
            new Plain<>(HealthGrpc.getCheckMethod());

    private volatile ServingStatus status = ServingStatus.NOT_SERVING;

    void become(ServingStatus next) {
        status = next;
    }

    HealthCheckResponse check(HealthCheckRequest request) {
        if (!NAMES.contains(request.getService())) {
            throw CallRefused.unknownService();
        }
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    /// An operation whose messages are their own words.
    private record Plain<M extends Message, N extends Message>(MethodDescriptor<M, N> method)
            implements Rpc<M, N, M, N> {
        @Override
        public M encodeRequest(M request) {
            return request;
        }

        @Override
        public M decodeRequest(M message) {
            return message;
        }

        @Override
        public N encodeAnswer(N answer, double seconds) {
            return answer;
        }

        @Override
        public N decodeAnswer(M request, N message) {
            return message;
        }
    }
}
