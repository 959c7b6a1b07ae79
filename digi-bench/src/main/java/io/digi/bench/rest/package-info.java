/// A server process and clients that drive it over REST, with little work of their own.
@NullMarked
package io.digi.bench.rest;

import org.jspecify.annotations.NullMarked;
