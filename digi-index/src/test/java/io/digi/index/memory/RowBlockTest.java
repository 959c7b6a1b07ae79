package io.digi.index.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class RowBlockTest {
    private static final RowLayout LAYOUT = new RowLayout(3, 20);
    private static final MemorySegment MEMORY = Arena.global().allocate(100);

    @Test
    void rowIsPaddedWhereThatCostsLittle() {
        assertThat(new RowLayout(768).strideBytes()).isEqualTo(3_072);
        assertThat(new RowLayout(100).strideBytes()).isEqualTo(448);
        assertThat(new RowLayout(4).strideBytes()).isEqualTo(16);
        assertThat(new RowLayout(17).strideBytes()).isEqualTo(68);
    }

    @Test
    void layoutThatIsImpossibleIsRefused() {
        assertThatThrownBy(() -> new RowLayout(0)).hasMessage("dimension is 0, must be 1 to 65536");
        assertThatThrownBy(() -> new RowLayout(65_537))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RowLayout(4, 15))
                .hasMessage("stride is 15 bytes, but a row of dimension 4 has 16");
    }

    @Test
    void lastRowNeedsNoPadding() {
        RowBlock block = new RowBlock(MEMORY, 8, 70, 5, LAYOUT);
        assertThat(block.endRow()).isEqualTo(75);
        assertThat(block.offsetOf(74)).isEqualTo(88);
        assertThatThrownBy(() -> new RowBlock(MEMORY, 9, 70, 5, LAYOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("block of 5 rows, 92 bytes at offset 9, in a segment of 100 bytes");
    }

    @Test
    void partHasTheSameRowsAtTheSamePlaces() {
        RowBlock block = new RowBlock(MEMORY, 8, 70, 5, LAYOUT);
        RowBlock part = block.part(72, 74);
        assertThat(part.rowCount()).isEqualTo(2);
        assertThat(part.offsetOf(73)).isEqualTo(block.offsetOf(73));
        assertThat(block.part(75, 75).rowCount()).isZero();
        assertThatThrownBy(() -> block.part(69, 74)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> block.part(72, 76)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
