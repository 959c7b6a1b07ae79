/// What every engine must do, as JUnit tests: extend [VectorEngineContract] and open an engine.
@NullMarked
package io.digi.testkit.contract;

import org.jspecify.annotations.NullMarked;
