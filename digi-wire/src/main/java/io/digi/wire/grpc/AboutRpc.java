package io.digi.wire.grpc;

import io.digi.proto.QdrantGrpc;
import io.digi.proto.QdrantOuterClass.HealthCheckReply;
import io.digi.proto.QdrantOuterClass.HealthCheckRequest;
import io.grpc.MethodDescriptor;

/// What the server is.
final class AboutRpc implements Rpc<NoContent, About, HealthCheckRequest, HealthCheckReply> {
    @Override
    public MethodDescriptor<HealthCheckRequest, HealthCheckReply> method() {
        return QdrantGrpc.getHealthCheckMethod();
    }

    @Override
    public HealthCheckRequest encodeRequest(NoContent request) {
        return HealthCheckRequest.getDefaultInstance();
    }

    @Override
    public NoContent decodeRequest(HealthCheckRequest message) {
        return NoContent.NO_CONTENT;
    }

    @Override
    public HealthCheckReply encodeAnswer(About answer, double seconds) {
        return HealthCheckReply.newBuilder()
                .setTitle(answer.title())
                .setVersion(answer.version())
                .setCommit(answer.commit())
                .build();
    }

    @Override
    public About decodeAnswer(NoContent request, HealthCheckReply message) {
        return new About(message.getTitle(), message.getVersion(), message.getCommit());
    }
}
