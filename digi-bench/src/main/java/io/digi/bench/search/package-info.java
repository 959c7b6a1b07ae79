/// Searches of any index or engine, asked again and again and compared with the truth.
@NullMarked
package io.digi.bench.search;

import org.jspecify.annotations.NullMarked;
