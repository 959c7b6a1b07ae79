package io.digi.server.settings;

import io.digi.model.error.DigiException;
import io.digi.model.id.CollectionName;
import io.digi.model.id.TenantId;
import io.digi.server.settings.TenancySettings.TenantSettings;
import io.digi.wire.words.CollectionDefaults;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes typed settings of the values given, and checks what concerns several of them.
final class SettingsBuilder {
    private static final int WORKERS_PER_PROCESSOR = 4;
    private static final long MEGABYTE = 1L << 20;
    private static final int PORT_MAX = 65_535;

    private final SettingValues values;
    private final Path directory;
    private final int processors;
    private final Set<Secret> secrets = new HashSet<>();

    SettingsBuilder(SettingValues values, Path directory, int processors) {
        this.values = values;
        this.directory = directory;
        this.processors = processors;
    }

    Settings build() {
        ServiceSettings service = service();
        KeySettings keys = keys();
        TenancySettings tenancy = tenancy();
        StorageSettings storage = storage();
        LogSettings log = log();
        refuseWhatCannotBe();
        values.throwIfWrong();
        return new Settings(service, keys, tenancy, storage, log, values.notices());
    }

    private ServiceSettings service() {
        return new ServiceSettings(
                values.get(Keys.HOST),
                values.get(Keys.HTTP_PORT),
                grpcPort(),
                values.get(Keys.MAX_REQUEST_SIZE_MB) * MEGABYTE,
                orPerProcessor(values.get(Keys.MAX_WORKERS), WORKERS_PER_PROCESSOR),
                orPerProcessor(values.get(Keys.MAX_SEARCH_THREADS), 1),
                values.get(Keys.KEEP_ALIVE),
                values.get(Keys.SEARCH_TIMEOUT),
                values.get(Keys.CORS),
                values.get(Keys.READ_ONLY),
                staticContent(),
                values.get(Keys.SLOW_QUERY),
                values.get(Keys.METRICS_PREFIX),
                values.get(Keys.STOP_DELAY),
                values.get(Keys.DRAIN_TIMEOUT));
    }

    /// `null` for none; where nothing is said, the one after HTTP's.
    private OptionalInt grpcPort() {
        if (values.isReset(Keys.GRPC_PORT)) {
            return OptionalInt.empty();
        }
        int httpPort = values.get(Keys.HTTP_PORT);
        int next = httpPort == 0 ? 0 : Math.min(httpPort + 1, PORT_MAX);
        return values.find(Keys.GRPC_PORT).orElse(OptionalInt.of(next));
    }

    private int orPerProcessor(int given, int perProcessor) {
        return given == 0 ? processors * perProcessor : given;
    }

    /// A directory that was asked for must be there; the one that is built in may be.
    private Optional<Path> staticContent() {
        Path content = path(Keys.STATIC_CONTENT_DIR);
        boolean asked = values.find(Keys.STATIC_CONTENT_DIR).isPresent();
        if (!values.get(Keys.STATIC_CONTENT)) {
            return Optional.empty();
        }
        if (Files.isDirectory(content)) {
            return Optional.of(content);
        }
        if (asked) {
            values.refuse(
                    Keys.STATIC_CONTENT_DIR.segments(),
                    "there is no directory `%s`; leave the key out to go without a web page"
                            .formatted(content));
        }
        return Optional.empty();
    }

    private KeySettings keys() {
        return new KeySettings(
                secret(Keys.API_KEY.segments(), values.find(Keys.API_KEY)),
                secret(Keys.ALT_API_KEY.segments(), values.find(Keys.ALT_API_KEY)),
                secret(Keys.READ_ONLY_API_KEY.segments(), values.find(Keys.READ_ONLY_API_KEY)),
                values.get(Keys.ALLOW_NO_KEY));
    }

    /// An empty key is none. Two that are alike are refused: whose would it be?
    private Optional<Secret> secret(List<String> path, Optional<String> text) {
        Optional<Secret> secret = text.filter(key -> !key.isBlank()).map(Secret::new);
        if (secret.isPresent() && !secrets.add(secret.get())) {
            values.refuse(path, "another credential has the same key; each needs its own");
        }
        return secret;
    }

    private TenancySettings tenancy() {
        Map<TenantId, TenantSettings> tenants = new TreeMap<>();
        for (String name : values.names("digi", "tenants")) {
            List<String> path = Keys.TENANT_KEY.path(name);
            Set<CollectionName> collections = new LinkedHashSet<>();
            for (String collection : values.items(Keys.TENANT_COLLECTIONS, name)) {
                checked(Keys.TENANT_COLLECTIONS.path(name), CollectionName::new, collection)
                        .ifPresent(collections::add);
            }
            TenantSettings settings =
                    new TenantSettings(
                            secret(path, values.find(Keys.TENANT_KEY, name)), collections);
            checked(path, TenantId::new, name).ifPresent(id -> tenants.put(id, settings));
        }
        return new TenancySettings(tenants, tenantFields());
    }

    private Map<CollectionName, String> tenantFields() {
        Map<CollectionName, String> fields = new TreeMap<>();
        for (String name : values.names("digi", "collections")) {
            List<String> path = Keys.TENANT_FIELD.path(name);
            Optional<String> field = values.find(Keys.TENANT_FIELD, name);
            if (field.isPresent() && field.get().isBlank()) {
                values.refuse(path, "expected the name of a payload key, got nothing");
            } else if (field.isPresent()) {
                checked(path, CollectionName::new, name)
                        .ifPresent(collection -> fields.put(collection, field.get()));
            }
        }
        return fields;
    }

    private <T> Optional<T> checked(List<String> path, Function<String, T> maker, String text) {
        try {
            return Optional.of(maker.apply(text));
        } catch (DigiException e) {
            values.refuse(path, e.problem().message());
            return Optional.empty();
        }
    }

    private StorageSettings storage() {
        return new StorageSettings(
                path(Keys.STORAGE_PATH),
                path(Keys.SNAPSHOTS_PATH),
                snapshotUrls(),
                size(Keys.MEMORY_LIMIT),
                size(Keys.DISK_LOW_WATER),
                size(Keys.RESERVE),
                values.find(Keys.MAX_COLLECTIONS)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                new CollectionDefaults(
                        CollectionKeys.HNSW.of(values),
                        CollectionKeys.OPTIMIZERS.of(values),
                        CollectionKeys.quantization(values)));
    }

    /// None unless they are listed, and `enable_snapshot_url_recovery` does not forbid them.
    private List<URI> snapshotUrls() {
        List<URI> urls = new ArrayList<>();
        for (String text : values.items(Keys.SNAPSHOT_URLS)) {
            try {
                URI url = new URI(text);
                boolean isUsable =
                        ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                                && url.getHost() != null
                                && url.getRawPath() != null
                                && url.getRawUserInfo() == null;
                if (isUsable) {
                    urls.add(url);
                    continue;
                }
            } catch (URISyntaxException e) {
                // It is refused below, like any other that is none.
            }
            values.refuse(
                    Keys.SNAPSHOT_URLS.segments(),
                    "expected URLs such as https://host:6333/collections/, got `%s`"
                            .formatted(text));
        }
        return values.get(Keys.SNAPSHOT_URL_RECOVERY) ? urls : List.of();
    }

    private OptionalLong size(Key<Long> key) {
        return values.find(key).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private Path path(Key<String> key) {
        try {
            return directory.resolve(values.get(key)).normalize();
        } catch (InvalidPathException e) {
            values.refuse(key.segments(), "is not a path: " + e.getReason());
            return directory;
        }
    }

    private LogSettings log() {
        return new LogSettings(
                values.find(Keys.LOGGER_LEVEL).orElseGet(() -> values.get(Keys.LOG_LEVEL)),
                values.get(Keys.LOG_FORMAT));
    }

    private void refuseWhatCannotBe() {
        if (values.get(Keys.CLUSTER)) {
            values.refuse(
                    Keys.CLUSTER.segments(),
                    "Digi runs on one node and does not join a Qdrant cluster; set it to false");
        }
        if (values.get(Keys.SNAPSHOTS_STORAGE).equals("s3")) {
            values.refuse(
                    Keys.SNAPSHOTS_STORAGE.segments(),
                    "Digi keeps snapshots in a folder, not in S3; set it to local and copy them");
        }
        if (path(Keys.SNAPSHOTS_PATH).equals(path(Keys.STORAGE_PATH))) {
            values.refuse(
                    Keys.SNAPSHOTS_PATH.segments(),
                    "is the directory of the data; snapshots need one of their own");
        }
        if (values.get(Keys.TLS)) {
            values.refuse(
                    Keys.TLS.segments(),
                    "the server does not speak TLS itself, and keys would travel unencrypted;"
                            + " set it to false and put a proxy that ends TLS in front");
        }
    }
}
