package io.digi.bench.rest;

import java.util.List;

/// How to start a server with a limit of memory.
public interface ServerCommand {
    /// The words of the command. `{directory}` and `{port}` in them are replaced.
    List<String> words(long memoryLimitBytes);
}
