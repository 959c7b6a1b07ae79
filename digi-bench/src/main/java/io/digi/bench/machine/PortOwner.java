package io.digi.bench.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Which process listens on a port of this machine, as Linux tells it in `/proc`.
public final class PortOwner {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String LISTENS = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwner() {}

    /// The number of the process; nothing where the host is another machine, or the process is not
    /// ours to look at.
    public static OptionalLong of(String host, int port) throws IOException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            return OptionalLong.empty();
        }
        Set<String> sockets = sockets(":%04X".formatted(port));
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> holdsAny(pid, sockets))
                .findFirst();
    }

    private static Set<String> sockets(String port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (Path table : TABLES) {
            if (!Files.exists(table)) {
                continue;
            }
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+", INODE + 2);
                boolean ours = fields.length > INODE && fields[ADDRESS].endsWith(port);
                if (ours && fields[STATE].equals(LISTENS)) {
                    sockets.add("socket:[" + fields[INODE] + "]");
                }
            }
        }
        return sockets;
    }

    private static boolean holdsAny(long pid, Set<String> sockets) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
