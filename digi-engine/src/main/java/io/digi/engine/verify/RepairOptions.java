package io.digi.engine.verify;

/// What a repair may give up. Without these it loses nothing that could be read before.
///
/// @param dropDamagedVectors points lose the vectors whose elements are lost
/// @param dropDamagedPoints points whose record cannot be read are removed
public record RepairOptions(boolean dropDamagedVectors, boolean dropDamagedPoints) {
    public static final RepairOptions LOSE_NOTHING = new RepairOptions(false, false);
}
