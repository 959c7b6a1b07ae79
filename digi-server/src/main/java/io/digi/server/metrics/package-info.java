/// What the server counts and measures, in Prometheus' text format: Qdrant's names, the names of
/// the infrastructure document, and Digi's own.
@NullMarked
package io.digi.server.metrics;

import org.jspecify.annotations.NullMarked;
