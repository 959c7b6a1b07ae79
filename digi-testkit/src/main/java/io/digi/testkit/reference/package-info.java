/// A vector engine so plain that it is obviously correct: the oracle of the other engines' tests.
@NullMarked
package io.digi.testkit.reference;

import org.jspecify.annotations.NullMarked;
