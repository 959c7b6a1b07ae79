/// Which points a request is about: boolean clauses over conditions.
@NullMarked
package io.digi.model.filter;

import org.jspecify.annotations.NullMarked;
