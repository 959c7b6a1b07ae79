package io.digi.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.wire.grpc.Services;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcMethodTest {
    /// Rights of methods that REST does not have: who changes one has to change it here too.
    private static final Map<Right, Set<String>> RIGHTS =
            Map.of(
                    Right.PUBLIC,
                    Set.of("HEALTH_CHECK", "HEALTH_WATCH"),
                    Right.MANAGE,
                    Set.of(
                            "CHANGE_COLLECTION_CLUSTER",
                            "CREATE_SHARD_KEY",
                            "DELETE_SHARD_KEY",
                            "CREATE_VECTOR",
                            "DELETE_VECTOR"),
                    Right.READ,
                    Set.of(
                            "REFLECTION",
                            "REFLECTION_ALPHA",
                            "COLLECTION_CLUSTER",
                            "LIST_SHARD_KEYS",
                            "QUERY_GROUPS",
                            "SEARCH_GROUPS",
                            "RECOMMEND",
                            "RECOMMEND_BATCH",
                            "RECOMMEND_GROUPS",
                            "DISCOVER",
                            "DISCOVER_BATCH",
                            "FACET",
                            "MATRIX_PAIRS",
                            "MATRIX_OFFSETS"));

    private static final Map<String, Action> ACTIONS =
            Arrays.stream(Action.values()).collect(Collectors.toMap(Action::name, a -> a));

    @Test
    void everyMethodOfTheProtocolHasARow() {
        assertThat(Services.all())
                .flatMap(service -> service.getMethods())
                .extracting(MethodDescriptor::getFullMethodName)
                .hasSize(51)
                .allMatch(name -> GrpcMethod.of(name).isPresent());
    }

    @ParameterizedTest
    @EnumSource(GrpcMethod.class)
    void operationNeedsTheSameRightInBothProtocols(GrpcMethod method) {
        Action action = ACTIONS.get(method.name());
        if (action != null) {
            assertThat(method.right()).isEqualTo(action.right());
        } else {
            assertThat(RIGHTS.get(method.right())).contains(method.name());
        }
    }

    @Test
    void methodsThatRestDoesNotHaveNeedTheRightThatTheyAreMeantToNeed() {
        Map<Right, Set<String>> found =
                Arrays.stream(GrpcMethod.values())
                        .filter(method -> !ACTIONS.containsKey(method.name()))
                        .collect(
                                Collectors.groupingBy(
                                        GrpcMethod::right,
                                        TreeMap::new,
                                        Collectors.mapping(GrpcMethod::name, Collectors.toSet())));

        assertThat(found).isEqualTo(new TreeMap<>(RIGHTS));
    }
}
