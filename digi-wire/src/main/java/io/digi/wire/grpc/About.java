package io.digi.wire.grpc;

/// What a server says about itself to everybody.
///
/// @param version of the API
public record About(String title, String version, String commit) {}
