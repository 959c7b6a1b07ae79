/// Plain text for people: fitted to the width of their terminal, and progress.
@NullMarked
package io.digi.cli.terminal;

import org.jspecify.annotations.NullMarked;
