package io.digi.bench.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws recall against queries per second as SVG: right and up is better. Both axes are
/// logarithmic, recall in what it lacks to 1, so that .99 and .999 are as far apart as .9 and .99.
public final class CurvePlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 600;
    private static final int LEFT = 80;
    private static final int RIGHT = 730;
    private static final int TOP = 60;
    private static final int BOTTOM = 530;
    private static final double LOWEST_RECALL = 0.5;
    private static final double HIGHEST_RECALL = 0.9999;
    private static final double[] RECALL_TICKS = {
        0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999
    };

    private final String title;
    private final List<Curve> curves;
    private final Axis recalls;
    private final Axis rates;
    private final StringBuilder svg = new StringBuilder();

    private CurvePlot(String title, List<Curve> curves) {
        this.title = title;
        this.curves = curves;
        List<IndexPoint> points = curves.stream().flatMap(c -> c.points().stream()).toList();
        double least = points.stream().mapToDouble(IndexPoint::recall).min().orElse(0.9);
        double most = points.stream().mapToDouble(IndexPoint::recall).max().orElse(0.99);
        this.recalls =
                new Axis(
                        position(tickBelow(clamped(least))),
                        position(tickAbove(clamped(most))),
                        LEFT,
                        RIGHT);
        double[] qps = points.stream().mapToDouble(IndexPoint::queriesPerSecond).sorted().toArray();
        double low = qps.length == 0 ? 1 : qps[0];
        double high = qps.length == 0 ? 10 : qps[qps.length - 1];
        this.rates = new Axis(Math.log10(low) - 0.08, Math.log10(high) + 0.08, BOTTOM, TOP);
    }

    /// From values to pixels.
    private record Axis(double low, double high, int from, int until) {
        private double at(double value) {
            double span = Math.max(1e-9, high - low);
            return from + (value - low) / span * (until - from);
        }
    }

    public static String svg(String title, List<Curve> curves) {
        return new CurvePlot(title, curves).draw();
    }

    private String draw() {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                                + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n",
                        WIDTH,
                        HEIGHT,
                        WIDTH,
                        HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"32\" font-size=\"17\" fill=\"#1c2430\">%s</text>\n",
                        LEFT,
                        escaped(title)));
        recallAxis();
        rateAxis();
        List<CurveStyle> styles = CurveStyle.of(curves);
        for (int i = curves.size() - 1; i >= 0; i--) {
            series(curves.get(i), styles.get(i));
        }
        for (int i = 0; i < curves.size(); i++) {
            legend(curves.get(i), styles.get(i), TOP + 12 + 24 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void recallAxis() {
        double last = Double.NEGATIVE_INFINITY;
        for (double tick : RECALL_TICKS) {
            double at = recalls.at(position(tick));
            if (at < LEFT - 0.5 || at > RIGHT + 0.5) {
                continue;
            }
            grid(at, TOP, at, BOTTOM);
            if (at - last > 38) {
                label(at, BOTTOM + 20, "middle", shown(tick));
                last = at;
            }
        }
        label((LEFT + RIGHT) / 2.0, BOTTOM + 48, "middle", "recall@10");
    }

    private void rateAxis() {
        for (double decade = 1; decade < 1e9; decade *= 10) {
            for (int step : new int[] {1, 2, 3, 5, 7}) {
                double at = rates.at(Math.log10(decade * step));
                if (at <= BOTTOM + 0.5 && at >= TOP - 0.5) {
                    grid(LEFT, at, RIGHT, at);
                    label(
                            LEFT - 8,
                            at + 4,
                            "end",
                            String.format(Locale.ROOT, "%,.0f", decade * step));
                }
            }
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"20\" y=\"%d\" text-anchor=\"middle\" fill=\"#4a5565\""
                                + " transform=\"rotate(-90 20 %d)\">queries per second</text>\n",
                        (TOP + BOTTOM) / 2,
                        (TOP + BOTTOM) / 2));
    }

    private void series(Curve curve, CurveStyle style) {
        List<String> places = new ArrayList<>();
        for (IndexPoint point : curve.points()) {
            places.add("%s,%s".formatted(number(x(point)), number(y(point))));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<g data-engine=\"%s\"><polyline points=\"%s\" fill=\"none\" %s/>\n",
                        escaped(curve.engine()),
                        String.join(" ", places),
                        style.line()));
        for (IndexPoint point : curve.points()) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"><title>%s</title></circle>\n",
                            number(x(point)),
                            number(y(point)),
                            style.colour(),
                            escaped(
                                    String.format(
                                            Locale.ROOT,
                                            "%s, ef %d: recall %.4f, %,.0f/s",
                                            point.engine(),
                                            point.ef(),
                                            point.recall(),
                                            point.queriesPerSecond()))));
        }
        svg.append("</g>\n");
    }

    private void legend(Curve curve, CurveStyle style, int y) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>\n",
                        RIGHT + 20,
                        y,
                        RIGHT + 56,
                        y,
                        style.line()));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%d\" cy=\"%d\" r=\"3.5\" fill=\"%s\"/>\n",
                        RIGHT + 38,
                        y,
                        style.colour()));
        label(RIGHT + 64, y + 4, "start", curve.engine());
    }

    private void grid(double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#e3e7ed\"/>\n",
                        number(x1),
                        number(y1),
                        number(x2),
                        number(y2)));
    }

    private void label(double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"#4a5565\">%s</text>\n",
                        number(x),
                        number(y),
                        anchor,
                        escaped(text)));
    }

    private double x(IndexPoint point) {
        return recalls.at(position(clamped(point.recall())));
    }

    private double y(IndexPoint point) {
        return rates.at(Math.log10(point.queriesPerSecond()));
    }

    /// Grows with recall.
    private static double position(double recall) {
        return -Curve.lack(recall);
    }

    private static double clamped(double recall) {
        return Math.clamp(recall, LOWEST_RECALL, HIGHEST_RECALL);
    }

    private static double tickBelow(double recall) {
        double below = LOWEST_RECALL;
        for (double tick : RECALL_TICKS) {
            below = tick <= recall ? tick : below;
        }
        return below;
    }

    private static double tickAbove(double recall) {
        for (double tick : RECALL_TICKS) {
            if (tick > recall) {
                return tick;
            }
        }
        return HIGHEST_RECALL;
    }

    private static String shown(double recall) {
        return Double.toString(recall).substring(1);
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
