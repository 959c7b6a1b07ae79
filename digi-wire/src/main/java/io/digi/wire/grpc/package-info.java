/// The protocol's messages to the nouns of Digi and back, in both directions: a server reads
/// requests and writes answers, a client the other way round. Each operation is an [Rpc]; all of
/// them stand in [PointRpcs] and [CollectionRpcs].
@NullMarked
package io.digi.wire.grpc;

import org.jspecify.annotations.NullMarked;
