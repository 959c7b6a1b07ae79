/// The one exception that leaves Digi's modules, and the problems it carries.
@NullMarked
package io.digi.model.error;

import org.jspecify.annotations.NullMarked;
