package io.digi.bench.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantSetTest {
    @Test
    void theSampleReachesFromTheLargestToTheSmallest() {
        TenantSet set = TenantSet.generate(TenantGroups.parse("3x2+1x9+2x5"), 8, 1, 1);
        List<TenantSet.Tenant> sample = set.sample(3);
        assertThat(sample).extracting(tenant -> tenant.points().size()).containsExactly(9, 5, 2);
        assertThat(set.sample(100)).hasSize(6);
        assertThat(set.count()).isEqualTo(25);
    }

    @Test
    void aTenantsPointsAreThoseThatNameIt() {
        TenantSet set = TenantSet.generate(TenantGroups.parse("4x10"), 8, 1, 1);
        TenantSet.Tenant tenant = set.sample(1).getFirst();
        assertThat(IntStream.range(0, set.count()).boxed())
                .filteredOn(point -> names(set, point, tenant.name()))
                .containsExactlyElementsOf(tenant.points());
    }

    @Test
    void tenantsLieAmongEachOther() {
        TenantSet set = TenantSet.generate(TenantGroups.parse("2x50"), 8, 1, 1);
        List<Integer> points = set.sample(1).getFirst().points();
        assertThat(points.getLast() - points.getFirst()).isGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10x", "x5", "10x5+", "0x5", "1x999999999", "a10x5"})
    void whatIsNoGroupsIsRefused(String text) {
        assertThatThrownBy(() -> TenantGroups.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean names(TenantSet set, int point, String tenant) {
        return set.point(point)
                .payload()
                .get(TenantSet.FIELD)
                .equals(Optional.of(Value.of(tenant)));
    }
}
