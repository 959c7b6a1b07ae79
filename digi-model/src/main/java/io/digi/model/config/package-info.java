/// What a collection is made of and how it is kept.
@NullMarked
package io.digi.model.config;

import org.jspecify.annotations.NullMarked;
