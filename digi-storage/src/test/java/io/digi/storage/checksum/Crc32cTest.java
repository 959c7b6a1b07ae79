package io.digi.storage.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class Crc32cTest {
    private static final byte[] DIGITS = "123456789".getBytes(US_ASCII);

    /// The check value of the catalogue of parametrised CRC algorithms.
    private static final int CHECK = 0xe3069283;

    @Test
    void checkValueIsMetInEveryForm() {
        assertThat(Crc32c.of(DIGITS)).isEqualTo(CHECK);
        assertThat(Crc32c.of("0123456789x".getBytes(US_ASCII), 1, 9)).isEqualTo(CHECK);
        assertThat(Crc32c.of(MemorySegment.ofArray(DIGITS))).isEqualTo(CHECK);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocate(9).copyFrom(MemorySegment.ofArray(DIGITS));
            assertThat(Crc32c.of(outside.asReadOnly())).isEqualTo(CHECK);
        }
    }

    @Test
    void bufferKeepsItsPosition() {
        ByteBuffer buffer = ByteBuffer.wrap("x123456789".getBytes(US_ASCII)).position(1);
        assertThat(Crc32c.of(buffer)).isEqualTo(CHECK);
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void nothingHasChecksumZero() {
        assertThat(Crc32c.of(new byte[0])).isZero();
        assertThat(Crc32c.of(MemorySegment.NULL)).isZero();
    }
}
