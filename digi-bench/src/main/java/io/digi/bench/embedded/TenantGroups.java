package io.digi.bench.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How many tenants of which size there are to be.
public record TenantGroups(List<Group> groups) {
    private static final int POINTS_MAX = 100_000_000;

    /// So many tenants with so many points each.
    public record Group(int tenants, int pointsEach) {}

    public TenantGroups {
        groups = List.copyOf(groups);
        long points = groups.stream().mapToLong(g -> (long) g.tenants * g.pointsEach).sum();
        if (points < 1 || points > POINTS_MAX) {
            throw new IllegalArgumentException(
                    "%d points, expected 1 to %d".formatted(points, POINTS_MAX));
        }
    }

    /// Reads `1000x1000+1x300000`.
    public static TenantGroups parse(String text) {
        if (!text.matches("\\d{1,7}x\\d{1,9}(\\+\\d{1,7}x\\d{1,9})*")) {
            throw new IllegalArgumentException(
                    "expected tenants x points such as 1000x1000+1x300000, came " + text);
        }
        List<Group> groups = new ArrayList<>();
        for (String part : text.split("\\+", -1)) {
            int x = part.indexOf('x');
            groups.add(
                    new Group(
                            Integer.parseInt(part.substring(0, x)),
                            Integer.parseInt(part.substring(x + 1))));
        }
        return new TenantGroups(groups);
    }

    int points() {
        return groups.stream().mapToInt(group -> group.tenants * group.pointsEach).sum();
    }

    @Override
    public String toString() {
        return groups.stream()
                .map(group -> group.tenants + "x" + group.pointsEach)
                .collect(Collectors.joining("+"));
    }
}
