/// Qdrant's REST API over HTTP/1.1: routes, parameters, bodies, answers. Jetty's types stay in this
/// package.
@NullMarked
package io.digi.server.http;

import org.jspecify.annotations.NullMarked;
