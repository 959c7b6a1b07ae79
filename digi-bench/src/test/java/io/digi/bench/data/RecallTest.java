package io.digi.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecallTest {
    @TempDir Path folder;

    @Test
    void recallIsThePartOfTheNearestThatWasFound() throws IOException {
        Recall recall = new Recall(neighbors(1, 2, 3, 4, 5, 6));
        recall.add(0, List.of(2, 1), 2);
        recall.add(1, List.of(4, 6), 2);
        assertThat(recall.value()).isEqualTo(0.75);
    }

    @Test
    void neighborsBehindTheAskedCountDoNotHelp() throws IOException {
        Recall recall = new Recall(neighbors(1, 2, 3, 4, 5, 6));
        recall.add(0, List.of(3, 9), 2);
        assertThat(recall.value()).isZero();
    }

    @Test
    void recallOfNothingIsNoNumber() throws IOException {
        assertThat(new Recall(neighbors(1, 2, 3, 4, 5, 6)).value()).isNaN();
    }

    /// Two queries with three neighbours each.
    private NpyFile neighbors(int... ids) throws IOException {
        byte[] header =
                "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }\n"
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(10 + header.length + ids.length * 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1))
                        .putShort((short) header.length)
                        .put(header);
        for (int id : ids) {
            file.putInt(id);
        }
        return NpyFile.read(Files.write(folder.resolve("neighbors.npy"), file.array()));
    }
}
