package io.digi.bench.launch;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.digi.bench.contender.ContenderMain;
import io.digi.index.kernel.Kernels;
import io.digi.model.vector.Distance;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// The class path of a process that measures an index: this module, the kernels, the model, JSON,
/// and the jars of the peers from the folder `peers` beside this module's jar, where they are on
/// nobody else's class path. Without such a folder (in a build) it is the class path of this
/// process.
final class ContenderClassPath {
    private static final String PEERS = "peers";
    private static final List<Class<?>> NEEDED =
            List.of(
                    ContenderMain.class,
                    Kernels.class,
                    Distance.class,
                    JsonMapper.class,
                    JsonFactory.class,
                    JsonProperty.class);

    private ContenderClassPath() {}

    static String text() {
        Path own = file(ContenderMain.class);
        Path peers = own.resolveSibling(PEERS);
        if (!Files.isRegularFile(own) || !Files.isDirectory(peers)) {
            return System.getProperty("java.class.path");
        }
        Stream<Path> jars = NEEDED.stream().map(ContenderClassPath::file).distinct();
        return Stream.concat(jars, Stream.of(peers.resolve("*")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path file(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException notFromAFile) {
            throw new IllegalStateException("where is " + type + "? " + location, notFromAFile);
        }
    }
}
