package io.digi.stack.crash;

import io.digi.stack.crash.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a server may show, given what was sent to it and what it answered.
///
/// Of each point one state is certain: the one after its last acknowledged write, or the one last
/// seen. A write without an answer is open; its points may show the state before or after it, all
/// of them the same. A point has at most one open write, so nothing is sent to it until the server
/// was looked at again; what it showed then is certain from then on.
///
/// Safe for use by several threads.
final class WriteHistory {
    private final Map<Long, Track> tracks = new HashMap<>();
    private final NavigableMap<Long, Write> open = new TreeMap<>();
    private long acknowledged;

    private static final class Track {
        PointState certain = PointState.ABSENT;
        @Nullable Write open;
        long lastSent;
    }

    /// Notes a write that is about to be sent.
    synchronized void begin(Write write) {
        for (long id : write.ids()) {
            Track track = tracks.computeIfAbsent(id, _ -> new Track());
            if (track.open != null) {
                throw new IllegalStateException(
                        "point %d has an open write, number %d".formatted(id, track.open.number()));
            }
            track.open = write;
            track.lastSent = write.number();
        }
        open.put(write.number(), write);
    }

    /// Notes that a write was acknowledged.
    synchronized void acknowledge(Write write) {
        acknowledged++;
        close(write, /* applied= */ true);
    }

    /// Notes that a write was refused for certain.
    synchronized void refuse(Write write) {
        close(write, /* applied= */ false);
    }

    private void close(Write write, boolean applied) {
        open.remove(write.number());
        for (long id : write.ids()) {
            Track track = track(id);
            track.certain = applied ? write.after(track.certain) : track.certain;
            track.open = null;
        }
    }

    /// The state of a point, if no open write leaves it in doubt.
    synchronized Optional<PointState> certain(long id) {
        Track track = tracks.get(id);
        if (track == null) {
            return Optional.of(PointState.ABSENT);
        }
        return track.open == null ? Optional.of(track.certain) : Optional.empty();
    }

    /// How many writes were acknowledged.
    synchronized long acknowledged() {
        return acknowledged;
    }

    /// How many writes have no answer.
    synchronized int openCount() {
        return open.size();
    }

    /// Every point that something was ever sent to.
    synchronized List<Long> ids() {
        return tracks.keySet().stream().sorted().toList();
    }

    /// Compares with all points that the server shows, by id. What it shows is certain afterwards.
    synchronized List<Violation> settle(Map<Long, Observed> shown) {
        List<Violation> violations = new ArrayList<>();
        for (Observed point : shown.values()) {
            checkContent(point).ifPresent(violations::add);
        }
        tracks.forEach((id, track) -> checkState(id, track, shown).ifPresent(violations::add));
        open.values().forEach(write -> checkWhole(write, shown).ifPresent(violations::add));
        tracks.forEach((id, track) -> {
            track.certain = state(id, shown);
            track.open = null;
        });
        open.clear();
        return violations;
    }

    private Optional<Violation> checkContent(Observed point) {
        if (!tracks.containsKey(point.id())) {
            return violation(Kind.PHANTOM, point.id(), "never sent, shows " + point.state());
        }
        if (!point.vectorExact()) {
            return violation(Kind.WRONG_VECTOR, point.id(), "is not that of " + point.state());
        }
        if (!point.payloadExact()) {
            return violation(Kind.WRONG_PAYLOAD, point.id(), "is not that of " + point.state());
        }
        return Optional.empty();
    }

    private static Optional<Violation> checkState(long id, Track track, Map<Long, Observed> shown) {
        PointState state = state(id, shown);
        PointState certain = track.certain;
        Optional<PointState> intended = Optional.ofNullable(track.open).map(w -> w.after(certain));
        if (state.equals(certain) || intended.filter(state::equals).isPresent()) {
            return Optional.empty();
        }
        String text =
                "expected %s%s, shows %s"
                        .formatted(certain, intended.map(s -> " or " + s).orElse(""), state);
        if (Math.max(state.version(), state.mark()) > track.lastSent) {
            return violation(Kind.PHANTOM, id, text);
        }
        boolean deleted = !certain.present() && state.present();
        return violation(deleted ? Kind.RESURRECTED : Kind.LOST_WRITE, id, text);
    }

    private Optional<Violation> checkWhole(Write write, Map<Long, Observed> shown) {
        List<Long> applied = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        for (long id : write.ids()) {
            PointState before = track(id).certain;
            PointState after = write.after(before);
            PointState state = state(id, shown);
            if (!after.equals(before)) {
                if (state.equals(after)) {
                    applied.add(id);
                } else if (state.equals(before)) {
                    missing.add(id);
                }
            }
        }
        if (applied.isEmpty() || missing.isEmpty()) {
            return Optional.empty();
        }
        return violation(
                Kind.HALF_BATCH,
                missing.getFirst(),
                "write %d reached %s but not %s".formatted(write.number(), applied, missing));
    }

    private Track track(long id) {
        Track track = tracks.get(id);
        if (track == null) {
            throw new IllegalStateException("nothing was sent to point " + id);
        }
        return track;
    }

    private static PointState state(long id, Map<Long, Observed> shown) {
        Observed point = shown.get(id);
        return point == null ? PointState.ABSENT : point.state();
    }

    private static Optional<Violation> violation(Kind kind, long id, String text) {
        return Optional.of(new Violation(kind, id, text));
    }
}
