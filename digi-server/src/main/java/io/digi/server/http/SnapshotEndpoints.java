package io.digi.server.http;

import io.digi.model.engine.Costs;
import io.digi.model.engine.Deadline;
import io.digi.model.error.DigiException;
import io.digi.model.snapshot.Recovery;
import io.digi.model.snapshot.SnapshotContent;
import io.digi.model.snapshot.SnapshotInfo;
import io.digi.model.snapshot.SnapshotOwner;
import io.digi.model.snapshot.SnapshotSource;
import io.digi.server.access.Caller;
import io.digi.server.access.GuardedEngine;
import io.digi.server.access.GuardedSnapshots;
import io.digi.server.work.Lane;
import io.digi.server.work.Lanes;
import io.digi.wire.error.HttpStatus;
import io.digi.wire.error.RequestPart;
import io.digi.wire.json.ResponseWriter;
import io.digi.wire.json.SnapshotReader;
import io.digi.wire.json.SnapshotRequest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Snapshots: of collections, of their one shard, and of the whole storage.
///
/// What takes long is done by threads of its own. It has no deadline, and goes on if its client
/// leaves: a snapshot is asked for with `wait=false`, or by clients that wait for a minute.
final class SnapshotEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotEndpoints.class);
    private static final String FIELD = "snapshot";

    private final GuardedEngine engine;
    private final SnapshotLocations locations;
    private final Lanes lanes;

    SnapshotEndpoints(GuardedEngine engine, SnapshotLocations locations, Lanes lanes) {
        this.engine = engine;
        this.locations = locations;
        this.lanes = lanes;
    }

    Work list(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        return new Work(
                Lane.WRITE,
                () ->
                        Answer.json(
                                request.elapsedNanos(),
                                out -> out.snapshots(snapshots().list(request.caller(), owner))));
    }

    Work create(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        return working(
                request,
                caller -> {
                    SnapshotInfo made = snapshots().create(caller, owner);
                    return out -> out.snapshot(made);
                });
    }

    Work delete(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        String name = request.snapshotName();
        return working(
                request,
                caller -> {
                    snapshots().delete(caller, owner, name);
                    return out -> out.flag(true);
                });
    }

    Work recover(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        SnapshotRequest asked = SnapshotReader.recover(request.body());
        SnapshotLocation location = locations.of(asked, owner instanceof SnapshotOwner.Shard);
        // What is wrong with it is told at once, whether the caller waits or not.
        Recovery conditions = recovery(location.source(), asked.checksum(), RequestPart.BODY);
        return working(
                request,
                caller -> {
                    try (SnapshotLocation.Opened opened = location.open()) {
                        snapshots()
                                .recover(
                                        caller,
                                        owner,
                                        new Recovery(
                                                opened.source(),
                                                conditions.checksum(),
                                                Optional.empty()));
                    }
                    return out -> out.flag(true);
                });
    }

    /// The file is on its way, so there is no answer before it has arrived; with `wait=false` the
    /// answer is another word.
    Work upload(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        return new Work(
                Lane.SNAPSHOT,
                () -> {
                    MultipartFile file =
                            MultipartFile.find(
                                    request.header().apply("Content-Type"), request.body(), FIELD);
                    SnapshotSource source =
                            new SnapshotSource.Received(
                                    file.content(), Optional.of(file.name().orElse("")));
                    Recovery recovery =
                            recovery(source, request.query().checksum(), RequestPart.QUERY);
                    snapshots().recover(patient(request.caller()), owner, recovery);
                    return request.query().isWaitRefused()
                            ? accepted(request)
                            : Answer.json(request.elapsedNanos(), out -> out.flag(true));
                });
    }

    private static Recovery recovery(
            SnapshotSource source, Optional<String> checksum, RequestPart part) {
        try {
            return new Recovery(source, checksum, Optional.empty());
        } catch (DigiException e) {
            throw new RequestRefused(HttpStatus.of(e.problem(), part));
        }
    }

    Work download(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        String name = request.snapshotName();
        return new Work(
                Lane.WRITE,
                () ->
                        Answer.download(
                                snapshots().open(request.caller(), owner, name),
                                request.header().apply("Range")));
    }

    /// Makes a snapshot, sends it, and keeps it no longer than that: its file is removed while it
    /// is open.
    Work stream(RestRequest request) {
        SnapshotOwner owner = request.snapshotOwner();
        return new Work(
                Lane.SNAPSHOT,
                () -> {
                    Caller caller = patient(request.caller());
                    SnapshotInfo made = snapshots().create(caller, owner);
                    try {
                        SnapshotContent content = snapshots().open(caller, owner, made.name());
                        return Answer.download(content, Optional.empty());
                    } finally {
                        snapshots().delete(caller, owner, made.name());
                    }
                });
    }

    private GuardedSnapshots snapshots() {
        return engine.snapshots();
    }

    private Caller patient(Caller caller) {
        return new Caller(
                caller.principal(),
                caller.tenant(),
                Deadline.none(),
                lanes.stopping(),
                new Costs());
    }

    private Work working(RestRequest request, Function<Caller, Consumer<ResponseWriter>> work) {
        Caller caller = patient(request.caller());
        if (!request.query().isWaitRefused()) {
            return new Work(
                    Lane.SNAPSHOT,
                    () -> {
                        Consumer<ResponseWriter> result = work.apply(caller);
                        return Answer.json(request.elapsedNanos(), result);
                    });
        }
        return Work.direct(() -> {
            lanes.submit(Lane.SNAPSHOT, () -> workLater(request, work, caller));
            return accepted(request);
        });
    }

    private static void workLater(
            RestRequest request, Function<Caller, Consumer<ResponseWriter>> work, Caller caller) {
        try {
            var _ = work.apply(caller);
        } catch (DigiException e) {
            LOG.warn("{} failed: {}", request.action(), e.problem().message());
        } catch (RequestRefused e) {
            LOG.warn("{} failed: {}", request.action(), e.answer().text());
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed, which is a bug", request.action(), e);
        }
    }

    private static Answer accepted(RestRequest request) {
        return Answer.accepted(request.elapsedNanos());
    }
}
