/// Qdrant's own clients, unmodified, against a server of ours.
@NullMarked
package io.digi.cli.clients;

import org.jspecify.annotations.NullMarked;
