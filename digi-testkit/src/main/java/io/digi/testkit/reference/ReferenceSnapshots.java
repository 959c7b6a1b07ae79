package io.digi.testkit.reference;

import io.digi.model.engine.Call;
import io.digi.model.engine.Scope;
import io.digi.model.engine.SnapshotCatalog;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.id.CollectionName;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Snapshots in memory. The bytes of one are a word that stands for copies of collections, so only
/// the engine that made it can restore it.
final class ReferenceSnapshots implements SnapshotCatalog {
    private static final String WORD = "reference snapshot ";

    private final ReferenceCatalog catalog;
    private final Map<SnapshotOwner, Map<String, Kept>> kept = new HashMap<>();
    private final Map<String, Image> images = new HashMap<>();
    private int count;

    ReferenceSnapshots(ReferenceCatalog catalog) {
        this.catalog = catalog;
    }

    private record Kept(SnapshotInfo info, ByteBuffer content) {
        byte[] bytes() {
            byte[] bytes = new byte[content.capacity()];
            content.get(0, bytes);
            return bytes;
        }
    }

    private record Image(
            Map<CollectionName, ReferenceCollection> collections,
            Map<CollectionName, CollectionName> aliases) {}

    @Override
    public SnapshotInfo create(Call call, SnapshotOwner owner) {
        synchronized (catalog) {
            SnapshotOwner own = begin(call, owner);
            byte[] bytes = (WORD + ++count).getBytes(StandardCharsets.UTF_8);
            images.put(sum(bytes), image(own));
            return keep(own, "%s-%d.snapshot".formatted(prefix(own), count), bytes);
        }
    }

    private SnapshotInfo keep(SnapshotOwner owner, String name, byte[] bytes) {
        SnapshotInfo info =
                new SnapshotInfo(
                        name,
                        Optional.of(Instant.ofEpochSecond(Instant.now().getEpochSecond())),
                        bytes.length,
                        Optional.of(sum(bytes)));
        kept.computeIfAbsent(owner, _ -> new TreeMap<>())
                .put(name, new Kept(info, ByteBuffer.wrap(bytes.clone())));
        return info;
    }

    private static String prefix(SnapshotOwner owner) {
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> "full-snapshot";
            case SnapshotOwner.Collection(CollectionName name) -> name.value();
            case SnapshotOwner.Shard(CollectionName name) -> name.value() + "-shard-0";
        };
    }

    private Image image(SnapshotOwner owner) {
        Map<CollectionName, ReferenceCollection> copies = new TreeMap<>();
        collectionOf(owner)
                .ifPresentOrElse(
                        name -> copies.put(name, catalog.require(name).copy(name)),
                        () -> catalog.all().forEach((name, c) -> copies.put(name, c.copy(name))));
        return new Image(copies, Map.copyOf(catalog.aliasMap()));
    }

    @Override
    public List<SnapshotInfo> list(Call call, SnapshotOwner owner) {
        synchronized (catalog) {
            return of(begin(call, owner)).values().stream().map(Kept::info).toList();
        }
    }

    @Override
    public void delete(Call call, SnapshotOwner owner, String name) {
        synchronized (catalog) {
            SnapshotOwner own = begin(call, owner);
            require(own, name);
            of(own).remove(name);
        }
    }

    @Override
    public SnapshotContent open(Call call, SnapshotOwner owner, String name) {
        synchronized (catalog) {
            return new Opened(require(begin(call, owner), name));
        }
    }

    private record Opened(Kept kept) implements SnapshotContent {
        @Override
        public SnapshotInfo info() {
            return kept.info();
        }

        @Override
        public void read(long offset, ByteBuffer target) {
            target.put(kept.bytes(), (int) offset, target.remaining());
        }

        @Override
        public void close() {}
    }

    @Override
    public void recover(Call call, SnapshotOwner owner, Recovery recovery) {
        byte[] received =
                recovery.source() instanceof SnapshotSource.Received(InputStream bytes, var _)
                        ? read(bytes)
                        : new byte[0];
        synchronized (catalog) {
            requireEverything(call);
            SnapshotOwner own =
                    owner instanceof SnapshotOwner.Shard ? begin(call, owner) : resolved(owner);
            byte[] bytes =
                    switch (recovery.source()) {
                        case SnapshotSource.Stored(Path path) -> stored(path);
                        case SnapshotSource.Received _ -> received;
                    };
            requireSum(recovery.checksum(), bytes);
            restore(own, image(bytes), recovery.tenantField());
            if (recovery.source() instanceof SnapshotSource.Received(var _, Optional<String> as)) {
                as.ifPresent(name -> keepAs(own, name, bytes));
            }
        }
    }

    private void keepAs(SnapshotOwner own, String name, byte[] bytes) {
        boolean isUsable = name.endsWith(".snapshot") && !of(own).containsKey(name);
        keep(own, isUsable ? name : "%s-%d.snapshot".formatted(prefix(own), ++count), bytes);
    }

    private static void requireSum(Optional<String> expected, byte[] bytes) {
        String actual = sum(bytes);
        expected.filter(sum -> !sum.equals(actual))
                .ifPresent(sum -> {
                    throw new DigiException(new Problem.ChecksumMismatch(sum, actual));
                });
    }

    private byte[] stored(Path path) {
        String name = String.valueOf(path.getFileName());
        return kept.values().stream()
                .filter(files -> files.containsKey(name))
                .map(files -> files.get(name).bytes())
                .findFirst()
                .orElseThrow(() -> bad("Snapshot file \"%s\" does not exist".formatted(path)));
    }

    private Image image(byte[] bytes) {
        Image image = images.get(sum(bytes));
        if (image == null) {
            throw bad("these %d bytes are no snapshot".formatted(bytes.length));
        }
        return image;
    }

    private void restore(SnapshotOwner owner, Image image, Optional<String> tenantField) {
        collectionOf(owner)
                .ifPresentOrElse(
                        name -> {
                            ReferenceCollection source = of(image, name);
                            requireFitting(name, source, tenantField);
                            catalog.all().put(name, source.copy(name));
                        },
                        () -> {
                            image.collections()
                                    .forEach((name, c) -> catalog.all().put(name, c.copy(name)));
                            catalog.aliasMap().putAll(image.aliases());
                        });
    }

    /// The only one, or the one of that name.
    private static ReferenceCollection of(Image image, CollectionName name) {
        ReferenceCollection named = image.collections().get(name);
        if (image.collections().size() == 1) {
            return image.collections().values().iterator().next();
        }
        if (named == null) {
            throw bad("the snapshot has no collection `%s`".formatted(name.value()));
        }
        return named;
    }

    private void requireFitting(
            CollectionName name, ReferenceCollection source, Optional<String> tenantField) {
        ReferenceCollection present = catalog.all().get(name);
        boolean fits =
                present == null
                        || (present.config.vectors().equals(source.config.vectors())
                                && present.config
                                        .tenantField()
                                        .equals(source.config.tenantField()));
        boolean isApart = tenantField.isEmpty() || source.config.tenantField().equals(tenantField);
        if (!fits || !isApart) {
            throw bad("Snapshot is not compatible with existing collection");
        }
    }

    private Map<String, Kept> of(SnapshotOwner owner) {
        return kept.getOrDefault(owner, Map.of());
    }

    private Kept require(SnapshotOwner owner, String name) {
        Kept found = of(owner).get(name);
        if (found == null) {
            throw new DigiException(new Problem.SnapshotNotFound(name));
        }
        return found;
    }

    private SnapshotOwner begin(Call call, SnapshotOwner owner) {
        catalog.begin(call, "snapshot");
        requireEverything(call);
        collectionOf(owner).ifPresent(catalog::require);
        return resolved(owner);
    }

    private static void requireEverything(Call call) {
        if (call.scope() instanceof Scope.Tenant) {
            throw new DigiException(new Problem.Forbidden("a tenant cannot reach snapshots"));
        }
    }

    private SnapshotOwner resolved(SnapshotOwner owner) {
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> owner;
            case SnapshotOwner.Collection(CollectionName name) ->
                    new SnapshotOwner.Collection(catalog.resolve(name));
            case SnapshotOwner.Shard(CollectionName name) ->
                    new SnapshotOwner.Shard(catalog.resolve(name));
        };
    }

    private static Optional<CollectionName> collectionOf(SnapshotOwner owner) {
        return switch (owner) {
            case SnapshotOwner.Storage.STORAGE -> Optional.empty();
            case SnapshotOwner.Collection(CollectionName name) -> Optional.of(name);
            case SnapshotOwner.Shard(CollectionName name) -> Optional.of(name);
        };
    }

    private static byte[] read(InputStream bytes) {
        try {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sum(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DigiException bad(String message) {
        return new DigiException(new Problem.BadRequest(message));
    }
}
