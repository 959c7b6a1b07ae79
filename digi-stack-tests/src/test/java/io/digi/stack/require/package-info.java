/// Tests that need a program this machine may not have.
@NullMarked
package io.digi.stack.require;

import org.jspecify.annotations.NullMarked;
