package io.digi.index.codes;

import static io.digi.index.codes.CodeTable.FLOAT;
import static io.digi.index.codes.CodeTable.MEMORY;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Manhattan distance of scaled bytes and floats with the Vector API, two codes per load of the
/// query. Plain twin and oracle of the tests: [PlainByteGap].
final class VectorByteGap extends CodeKernel {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private final float[] query;
    private final int scaleOffset;

    VectorByteGap(CodeLayout layout) {
        this.query = new float[layout.paddedDimension()];
        this.scaleOffset = layout.factorsOffset() + CodeLayout.SCALE;
    }

    @Override
    void prepare(float[] query) {
        System.arraycopy(query, 0, this.query, 0, query.length);
    }

    @Override
    void prepareCode(long address) {
        FloatVector scale = scale(address);
        for (int i = 0; i < query.length; i += FLOATS.length()) {
            VectorByteDot.load(address + i).mul(scale).intoArray(query, i);
        }
    }

    @Override
    void sums(long[] addresses, int count, float[] sums) {
        for (int i = 0; i + 1 < count; i += 2) {
            sumTwo(addresses[i], addresses[i + 1], sums, i);
        }
        if ((count & 1) != 0) {
            sums[count - 1] = sumOne(addresses[count - 1]);
        }
    }

    private void sumTwo(long address0, long address1, float[] sums, int at) {
        FloatVector scale0 = scale(address0);
        FloatVector scale1 = scale(address1);
        FloatVector sums0 = FloatVector.zero(FLOATS);
        FloatVector sums1 = sums0;
        for (int i = 0; i < query.length; i += FLOATS.length()) {
            FloatVector q = FloatVector.fromArray(FLOATS, query, i);
            sums0 = sums0.add(q.sub(VectorByteDot.load(address0 + i).mul(scale0)).abs());
            sums1 = sums1.add(q.sub(VectorByteDot.load(address1 + i).mul(scale1)).abs());
        }
        sums[at] = sums0.reduceLanes(VectorOperators.ADD);
        sums[at + 1] = sums1.reduceLanes(VectorOperators.ADD);
    }

    private float sumOne(long address) {
        FloatVector scale = scale(address);
        FloatVector sum = FloatVector.zero(FLOATS);
        for (int i = 0; i < query.length; i += FLOATS.length()) {
            FloatVector q = FloatVector.fromArray(FLOATS, query, i);
            sum = sum.add(q.sub(VectorByteDot.load(address + i).mul(scale)).abs());
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private FloatVector scale(long address) {
        return FloatVector.broadcast(FLOATS, MEMORY.get(FLOAT, address + scaleOffset));
    }
}
