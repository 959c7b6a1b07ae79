/// Crashes of a real server under a write load. [CrashLoop] starts a server, writes over REST,
/// kills it with signal 9 or a power cut, starts it again and asks [WriteHistory] whether what it
/// shows is allowed by what it acknowledged.
@NullMarked
package io.digi.stack.crash;

import org.jspecify.annotations.NullMarked;
