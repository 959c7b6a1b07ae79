package io.digi.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ActionTest {
    /// The table a second time: who changes a right has to change it here too.
    private static final Map<Right, Set<String>> RIGHTS =
            Map.of(
                    Right.PUBLIC,
                    Set.of("ABOUT", "HEALTHZ", "LIVEZ", "READYZ", "HEALTH", "DASHBOARD"),
                    Right.ADMIN,
                    Set.of(
                            "METRICS",
                            "TELEMETRY",
                            "JOBS",
                            "ISSUES",
                            "LIST_SNAPSHOTS",
                            "DOWNLOAD_SNAPSHOT",
                            "STREAM_SHARD_SNAPSHOT",
                            "LIST_SHARD_SNAPSHOTS",
                            "DOWNLOAD_SHARD_SNAPSHOT",
                            "LIST_FULL_SNAPSHOTS",
                            "DOWNLOAD_FULL_SNAPSHOT"),
                    Right.MANAGE,
                    Set.of(
                            "CLEAR_ISSUES",
                            "CREATE_COLLECTION",
                            "UPDATE_COLLECTION",
                            "DELETE_COLLECTION",
                            "CREATE_INDEX",
                            "DELETE_INDEX",
                            "CREATE_SNAPSHOT",
                            "RECOVER_SNAPSHOT",
                            "UPLOAD_SNAPSHOT",
                            "DELETE_SNAPSHOT",
                            "CREATE_SHARD_SNAPSHOT",
                            "RECOVER_SHARD_SNAPSHOT",
                            "UPLOAD_SHARD_SNAPSHOT",
                            "DELETE_SHARD_SNAPSHOT",
                            "CREATE_FULL_SNAPSHOT",
                            "RECOVER_FULL_SNAPSHOT",
                            "DELETE_FULL_SNAPSHOT",
                            "CHANGE_ALIASES"),
                    Right.WRITE,
                    Set.of(
                            "UPSERT",
                            "DELETE_POINTS",
                            "UPDATE_VECTORS",
                            "DELETE_VECTORS",
                            "SET_PAYLOAD",
                            "OVERWRITE_PAYLOAD",
                            "DELETE_PAYLOAD",
                            "CLEAR_PAYLOAD",
                            "BATCH"),
                    Right.READ,
                    Set.of(
                            "CLUSTER",
                            "LIST_COLLECTIONS",
                            "DESCRIBE_COLLECTION",
                            "COLLECTION_EXISTS",
                            "LIST_ALIASES",
                            "LIST_COLLECTION_ALIASES",
                            "RETRIEVE",
                            "RETRIEVE_ONE",
                            "SCROLL",
                            "COUNT",
                            "QUERY",
                            "EXPLAIN_QUERY",
                            "QUERY_BATCH",
                            "SEARCH",
                            "SEARCH_BATCH"));

    @Test
    void everyOperationNeedsTheRightThatItIsMeantToNeed() {
        Map<Right, Set<String>> found =
                Arrays.stream(Action.values())
                        .collect(
                                Collectors.groupingBy(
                                        Action::right,
                                        TreeMap::new,
                                        Collectors.mapping(Action::name, Collectors.toSet())));

        assertThat(found).isEqualTo(new TreeMap<>(RIGHTS));
    }

    @Test
    void noTwoOperationsHaveOneMethodAndPath() {
        assertThat(Action.values())
                .extracting(action -> action.method() + " " + action.template())
                .doesNotHaveDuplicates();
    }

    @Test
    void operationsByGetNeverWrite() {
        assertThat(Action.values())
                .filteredOn(action -> action.method().equals("GET"))
                .noneMatch(Action::writes);
    }
}
