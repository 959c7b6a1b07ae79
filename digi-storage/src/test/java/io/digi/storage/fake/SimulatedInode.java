package io.digi.storage.fake;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The bytes of one file, and how many of them are on the medium. Guarded by its disk.
final class SimulatedInode {
    private static final int SECTOR_BYTES = 512;

    private byte[] bytes = new byte[64];
    private int size;
    private int forcedSize;

    /// What a cut of the file took away that is still on the medium.
    private Optional<byte[]> cutOff = Optional.empty();

    int size() {
        return size;
    }

    byte[] content() {
        return Arrays.copyOf(bytes, size);
    }

    void append(byte[] source, int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
        }
        System.arraycopy(source, 0, bytes, size, count);
        size += count;
    }

    void cutBehind(int newSize) {
        if (newSize < forcedSize) {
            cutOff = Optional.of(Arrays.copyOfRange(bytes, newSize, forcedSize));
        }
        size = newSize;
        forcedSize = Math.min(forcedSize, newSize);
    }

    void force() {
        forcedSize = size;
        cutOff = Optional.empty();
    }

    void flip(int offset, int bit) {
        bytes[offset] ^= (byte) (1 << bit);
    }

    void read(long offset, byte[] target, int count) {
        System.arraycopy(bytes, (int) offset, target, 0, count);
    }

    /// What a power cut leaves: each sector that was not forced is kept, lost or garbled, and the
    /// length is any between.
    SimulatedInode survivor(RandomGenerator random) {
        SimulatedInode left = new SimulatedInode();
        left.append(bytes, forcedSize);
        if (cutOff.isPresent() && random.nextBoolean()) {
            left.append(cutOff.get(), cutOff.get().length);
        } else if (size > forcedSize) {
            byte[] torn = Arrays.copyOfRange(bytes, forcedSize, survivingSize(random));
            tear(torn, random);
            left.append(torn, torn.length);
        }
        left.force();
        return left;
    }

    /// None of the unforced bytes, all of them, or any number.
    private int survivingSize(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> forcedSize;
            case 1 -> forcedSize + random.nextInt(size - forcedSize);
            default -> size;
        };
    }

    private void tear(byte[] torn, RandomGenerator random) {
        for (int at = 0; at < torn.length; ) {
            int sectorEnd = (forcedSize + at) / SECTOR_BYTES * SECTOR_BYTES + SECTOR_BYTES;
            int end = Math.min(torn.length, sectorEnd - forcedSize);
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(torn, at, end, (byte) 0);
                case 1 -> garble(torn, at, end, random);
                default -> {
                    // Kept.
                }
            }
            at = end;
        }
    }

    private static void garble(byte[] torn, int from, int to, RandomGenerator random) {
        for (int i = from; i < to; i++) {
            torn[i] = (byte) random.nextInt();
        }
    }

    /// As the operating system has it after the process was killed.
    SimulatedInode kept() {
        SimulatedInode left = new SimulatedInode();
        left.append(bytes, size);
        left.forcedSize = forcedSize;
        left.cutOff = cutOff;
        return left;
    }
}
