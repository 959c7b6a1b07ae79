package io.digi.engine.geo;

import java.util.List;

/// A rectangle of degrees: the earth halved `level` times in both directions. The codes of the
/// places in a cell lie between [#firstCode] and [#lastCode], unsigned: the bits of longitude and
/// latitude by turns (Morton's order), so that places that are near mostly have near codes.
///
/// @param level from 0, the whole earth, to [#LEVEL_MAX]
/// @param x from the west, below 2^level
/// @param y from the south, below 2^level
public record GeoCell(int level, long x, long y) {
    public static final int LEVEL_MAX = 32;
    public static final GeoCell EARTH = new GeoCell(0, 0, 0);

    /// Far more than the rounding of [#code], far less than the finest cell.
    private static final double MARGIN_DEGREES = 1e-9;

    private static final long FINEST = 1L << LEVEL_MAX;

    /// The code of a place.
    public static long code(Place place) {
        return (spread(step(place.lon(), 180)) << 1) | spread(step(place.lat(), 90));
    }

    /// The four cells that make up this one.
    public List<GeoCell> quarters() {
        return List.of(quarter(0, 0), quarter(0, 1), quarter(1, 0), quarter(1, 1));
    }

    public long firstCode() {
        return level == 0 ? 0 : ((spread(x) << 1) | spread(y)) << (2 * (LEVEL_MAX - level));
    }

    public long lastCode() {
        return level == 0 ? -1 : firstCode() | ((1L << (2 * (LEVEL_MAX - level))) - 1);
    }

    /// Degrees that no place in the cell is west of; likewise the others.
    double west() {
        return edge(x, 180) - MARGIN_DEGREES;
    }

    double east() {
        return edge(x + 1, 180) + MARGIN_DEGREES;
    }

    double south() {
        return edge(y, 90) - MARGIN_DEGREES;
    }

    double north() {
        return edge(y + 1, 90) + MARGIN_DEGREES;
    }

    private GeoCell quarter(int east, int north) {
        return new GeoCell(level + 1, 2 * x + east, 2 * y + north);
    }

    private double edge(long steps, double most) {
        return 2 * most * steps / (1L << level) - most;
    }

    private static long step(double degrees, double most) {
        long step = (long) ((degrees + most) / (2 * most) * FINEST);
        return Math.clamp(step, 0, FINEST - 1);
    }

    /// The lower 32 bits, each followed by a zero.
    private static long spread(long bits) {
        long spread = bits;
        spread = (spread | (spread << 16)) & 0x0000_ffff_0000_ffffL;
        spread = (spread | (spread << 8)) & 0x00ff_00ff_00ff_00ffL;
        spread = (spread | (spread << 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
        spread = (spread | (spread << 2)) & 0x3333_3333_3333_3333L;
        return (spread | (spread << 1)) & 0x5555_5555_5555_5555L;
    }
}
