/// Qdrant's gRPC API: the door, one call, and what each method does.
@NullMarked
package io.digi.server.grpc;

import org.jspecify.annotations.NullMarked;
