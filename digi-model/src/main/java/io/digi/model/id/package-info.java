/// Names and identifiers, validated on construction.
@NullMarked
package io.digi.model.id;

import org.jspecify.annotations.NullMarked;
