package io.digi.cli;

import io.digi.cli.client.Destination;
import io.digi.cli.client.Knowledge;
import io.digi.cli.client.RestClient;
import io.digi.cli.demo.DemoState;
import io.digi.cli.demo.StateFile;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server and collection a command means: the demo that is running, unless one is named.
final class ServerOptions {
    private static final String DEFAULT_COLLECTION = "digi_knowledge";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A server, such as http://localhost:6333. Default: the running demo")
    @Nullable String url;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:DIGI_API_KEY}",
            description = "The key for --url. Default: the variable DIGI_API_KEY")
    @Nullable String apiKey;

    @Option(names = "--collection", paramLabel = "NAME", description = "Default: digi_knowledge")
    @Nullable String collection;

    /// The collection as one tenant sees it, or as whoever has the key.
    Knowledge knowledge(RestClient rest, StateFile stateFile, Optional<String> tenant)
            throws IOException {
        if (url != null) {
            Optional<String> key = Optional.ofNullable(apiKey).filter(text -> !text.isEmpty());
            return new Knowledge(rest, new Destination(address(url), key), collection());
        }
        DemoState state = stateFile.read().orElseThrow(() -> refused(noDemo()));
        Destination administrator = state.administrator();
        Destination as =
                tenant.map(id -> state.tenant(id).orElse(administrator))
                        .orElseGet(() -> administrator.forTenant("*"));
        Knowledge knowledge = new Knowledge(rest, as, collection());
        requireAnswer(knowledge, stateFile);
        return knowledge;
    }

    /// A state file can outlive a demo that was killed.
    private static void requireAnswer(Knowledge knowledge, StateFile stateFile) {
        try {
            knowledge.exists();
        } catch (DigiException e) {
            throw new DigiException(
                    new Problem.BadRequest(
                            "the demo that %s names does not answer (%s); start one with `./digi demo --keep`"
                                    .formatted(stateFile.path(), e.problem().message())),
                    e);
        }
    }

    private CollectionName collection() {
        return new CollectionName(collection == null ? DEFAULT_COLLECTION : collection);
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused("--url: " + e.getMessage(), e);
        }
        throw refused("--url: expected http://HOST:PORT or https://HOST:PORT, got " + text);
    }

    private static String noDemo() {
        return "no demo is running: start one with `./digi demo --keep` in another terminal,"
                + " or name a server with --url and --api-key";
    }

    private static DigiException refused(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }

    private static DigiException refused(String message, Throwable cause) {
        return new DigiException(new Problem.BadRequest(message), cause);
    }
}
