/// Vector databases behind HTTP, measured alike: the same points, queries and recall, the same
/// client.
@NullMarked
package io.digi.bench.service;

import org.jspecify.annotations.NullMarked;
