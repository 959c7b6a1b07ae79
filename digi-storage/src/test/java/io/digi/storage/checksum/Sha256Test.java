package io.digi.storage.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void knownTextHasItsKnownChecksum() {
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void piecesMakeTheSameAndTheBufferStaysWhereItIs() {
        ByteBuffer bytes = ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII));
        Sha256 sum = new Sha256();
        sum.update(bytes.slice(0, 1));
        sum.update(bytes.slice(1, 2));

        assertThat(sum.hex()).isEqualTo(Sha256.of(bytes.array()));
        assertThat(bytes.position()).isZero();
    }
}
