package io.digi.wire.error;

import io.digi.model.error.Problem;
import io.grpc.Status.Code;

/// The one place that turns a [Problem] into a gRPC status. The texts are those of [HttpStatus].
public final class GrpcStatus {
    private GrpcStatus() {}

    public static RpcError of(Problem problem) {
        ErrorAnswer answer = HttpStatus.of(problem, RequestPart.MESSAGE);
        return new RpcError(code(problem), answer.text(), answer.retryAfterSeconds());
    }

    private static Code code(Problem problem) {
        return switch (problem) {
            case Problem.Malformed _,
                    Problem.Invalid _,
                    Problem.BadRequest _,
                    Problem.TenantRequired _,
                    Problem.WrongDimension _,
                    Problem.UnknownVector _,
                    Problem.NameIsAlias _ ->
                    Code.INVALID_ARGUMENT;
            case Problem.NotSupported _ -> Code.UNIMPLEMENTED;
            case Problem.CollectionExists _ -> Code.ALREADY_EXISTS;
            case Problem.CollectionNotFound _,
                    Problem.AliasNotFound _,
                    Problem.PointNotFound _,
                    Problem.SnapshotNotFound _ ->
                    Code.NOT_FOUND;
            case Problem.ChecksumMismatch _ -> Code.DATA_LOSS;
            case Problem.Forbidden _ -> Code.PERMISSION_DENIED;
            case Problem.OutOfMemory _, Problem.Overloaded _, Problem.OutOfDisk _ ->
                    Code.RESOURCE_EXHAUSTED;
            case Problem.DeadlineExceeded _ -> Code.DEADLINE_EXCEEDED;
            case Problem.Cancelled _ -> Code.CANCELLED;
            case Problem.Unavailable _, Problem.ReadOnly _ -> Code.UNAVAILABLE;
            case Problem.Corrupt _,
                    Problem.OutcomeUnknown _,
                    Problem.MediumFailed _,
                    Problem.NewerFormat _,
                    Problem.DirectoryInUse _,
                    Problem.Internal _ ->
                    Code.INTERNAL;
        };
    }
}
