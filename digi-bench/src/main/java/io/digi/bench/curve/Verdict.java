package io.digi.bench.curve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Whether Digi kept a promise about its index beside what was measured in the same run.
///
/// @param figures that it was judged by
public record Verdict(String promise, boolean kept, String figures) {
    private static final String OWN = "digi";
    private static final String NATIVE = "hnswlib";
    private static final Set<String> JVM = Set.of("lucene", "jvector");
    private static final String LOWER_BOUND =
            ", but the peer was not measured at so little recall: measure smaller ef";
    private static final double[] RECALLS = {0.95, 0.99};
    private static final double NATIVE_FACTOR = 2.5;
    private static final double JVM_FACTOR = 3;
    private static final double BUILD_FACTOR = 0.5;
    private static final int GARBAGE_MAX = 500;

    /// The promises that this run can judge: those about engines that were in it.
    public static List<Verdict> of(List<Curve> curves) {
        List<Verdict> verdicts = new ArrayList<>();
        Optional<Curve> own = own(curves);
        if (own.isEmpty()) {
            return verdicts;
        }
        List<Curve> natives = ofFamilies(curves, Set.of(NATIVE));
        List<Curve> jvm = ofFamilies(curves, JVM);
        for (double recall : RECALLS) {
            rate(own.get(), natives, recall, NATIVE_FACTOR).ifPresent(verdicts::add);
            rate(own.get(), jvm, recall, JVM_FACTOR).ifPresent(verdicts::add);
        }
        natives.stream().findFirst().ifPresent(peer -> verdicts.add(build(own.get(), peer)));
        garbage(own.get()).ifPresent(verdicts::add);
        return verdicts;
    }

    private static Optional<Verdict> garbage(Curve own) {
        OptionalDouble most =
                own.points().stream()
                        .map(point -> point.more().get("allocated_bytes"))
                        .filter(Number.class::isInstance)
                        .mapToDouble(bytes -> ((Number) bytes).doubleValue())
                        .max();
        return most.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Verdict(
                                "at most %d bytes of garbage a search".formatted(GARBAGE_MAX),
                                most.getAsDouble() <= GARBAGE_MAX,
                                String.format(Locale.ROOT, "%.0f bytes", most.getAsDouble())));
    }

    /// The promises are about the default, not about the best of several settings.
    private static Optional<Curve> own(List<Curve> curves) {
        return curves.stream().filter(curve -> curve.engine().equals(OWN)).findFirst();
    }

    private static List<Curve> ofFamilies(List<Curve> curves, Set<String> families) {
        return curves.stream().filter(curve -> families.contains(curve.family())).toList();
    }

    private static Optional<Verdict> rate(
            Curve own, List<Curve> peers, double recall, double factor) {
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble rate = own.rateAt(recall);
        Optional<Curve> best =
                peers.stream()
                        .filter(peer -> peer.rateAt(recall).isPresent())
                        .max(Comparator.comparingDouble(peer -> peer.rateAt(recall).orElseThrow()));
        String promise =
                String.format(
                        Locale.ROOT,
                        "at recall %.2f at least %.1f × %s",
                        recall,
                        factor,
                        families(peers));
        if (rate.isEmpty()) {
            return Optional.of(new Verdict(promise, false, own.engine() + " does not reach it"));
        }
        if (best.isEmpty()) {
            return Optional.of(new Verdict(promise, true, "no other engine reaches it"));
        }
        double peerRate = best.get().rateAt(recall).orElseThrow();
        return Optional.of(
                new Verdict(
                        promise,
                        rate.getAsDouble() >= factor * peerRate,
                        String.format(
                                Locale.ROOT,
                                "%,.0f/s against %,.0f/s of %s: %.2f ×%s",
                                rate.getAsDouble(),
                                peerRate,
                                best.get().engine(),
                                rate.getAsDouble() / peerRate,
                                best.get().startsAbove(recall) ? LOWER_BOUND : "")));
    }

    private static Verdict build(Curve own, Curve peer) {
        return new Verdict(
                String.format(
                        Locale.ROOT,
                        "build at most %.1f × the processor time of %s",
                        BUILD_FACTOR,
                        peer.engine()),
                own.buildCpuSeconds() <= BUILD_FACTOR * peer.buildCpuSeconds(),
                String.format(
                        Locale.ROOT,
                        "%.1f s against %.1f s: %.2f ×",
                        own.buildCpuSeconds(),
                        peer.buildCpuSeconds(),
                        own.buildCpuSeconds() / peer.buildCpuSeconds()));
    }

    private static String families(List<Curve> curves) {
        return String.join(" and ", curves.stream().map(Curve::family).distinct().toList());
    }
}
