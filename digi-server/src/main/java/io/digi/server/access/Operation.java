package io.digi.server.access;

/// Something that a request may ask for, over one of the protocols. What is in neither table does
/// not exist.
public sealed interface Operation permits Action, GrpcMethod {
    Protocol protocol();

    Right right();

    /// What metrics and logs call it; no name of a user's is in it.
    String endpoint();

    /// HTTP's method; empty over gRPC, which has none.
    String method();

    /// Whether monitors ask it: these answer everybody, protected mode or not.
    boolean isHealth();

    /// Whether it ranks points.
    boolean isSearch();

    /// Its place in its protocol's table.
    int ordinal();

    /// Whether it changes data.
    default boolean writes() {
        return right() == Right.WRITE || right() == Right.MANAGE;
    }
}
