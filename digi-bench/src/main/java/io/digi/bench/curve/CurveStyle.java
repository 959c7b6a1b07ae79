package io.digi.bench.curve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a curve is drawn: a colour for each family, dashes for its variants.
///
/// @param line attributes of a stroke
record CurveStyle(String colour, String line) {
    private static final Map<String, String> COLOURS =
            Map.of(
                    "digi", "#1d4fd7", "lucene", "#d9700f", "jvector", "#12885a", "hnswlib",
                    "#4b5563");
    private static final List<String> OTHERS = List.of("#8b3fc7", "#c22f5b", "#0f8ba3", "#8a6d1a");
    private static final List<String> DASHES = List.of("", "7 4", "2 3", "9 3 2 3", "1 5");

    /// One for each curve.
    static List<CurveStyle> of(List<Curve> curves) {
        Map<String, Integer> variants = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        List<CurveStyle> styles = new ArrayList<>();
        for (Curve curve : curves) {
            String family = curve.family();
            if (!COLOURS.containsKey(family) && !unknown.contains(family)) {
                unknown.add(family);
            }
            String colour =
                    COLOURS.getOrDefault(
                            family,
                            OTHERS.get(Math.max(0, unknown.indexOf(family)) % OTHERS.size()));
            int variant = variants.merge(family, 1, Integer::sum) - 1;
            styles.add(new CurveStyle(colour, line(family, colour, variant)));
        }
        return styles;
    }

    private static String line(String family, String colour, int variant) {
        String dash = DASHES.get(variant % DASHES.size());
        return "stroke=\"%s\" stroke-width=\"%s\"%s"
                .formatted(
                        colour,
                        family.equals("digi") ? "3" : "2",
                        dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
    }
}
