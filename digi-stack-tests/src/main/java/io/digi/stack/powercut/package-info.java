/// Power cuts for a whole process. A preloaded library ([PowerCutLibrary]) notes how to undo what
/// the process has not synced; after the process was killed, [PowerCut] undoes it, wholly or in a
/// random part, and leaves the directory as a disk could show it after a loss of power.
@NullMarked
package io.digi.stack.powercut;

import org.jspecify.annotations.NullMarked;
