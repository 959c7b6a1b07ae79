/// The `digi` command. One class per subcommand; [Cli] puts them together, [Failures] turns what
/// they throw into one line and an [ExitCode].
@NullMarked
package io.digi.cli;

import org.jspecify.annotations.NullMarked;
