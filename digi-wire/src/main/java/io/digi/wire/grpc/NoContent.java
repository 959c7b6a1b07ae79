package io.digi.wire.grpc;

/// A request that says nothing but its name.
public enum NoContent {
    NO_CONTENT
}
