package io.digi.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.digi.model.id.TenantId;
import io.digi.server.settings.Settings;
import io.digi.server.settings.SettingsSource;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final InetAddress HERE = address(127, 0, 0, 1);
    private static final InetAddress ELSEWHERE = address(192, 0, 2, 7);

    @ParameterizedTest
    @EnumSource(Action.class)
    void withoutAKeyOnlyThisMachineIsServed(Action action) {
        Gate gate = gate();

        assertThat(status(gate, action, from(HERE))).isEqualTo(200);
        assertThat(status(gate, action, from(ELSEWHERE))).isEqualTo(action.isHealth() ? 200 : 403);
        assertThat(gate.warning()).hasValueSatisfying(w -> assertThat(w).contains("no API key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"change_me", "your_secure_api_key_here"})
    void placeholderIsNoKeyForOthers(String placeholder) {
        Gate gate = gate("service.api_key", placeholder);

        assertThat(status(gate, Action.COUNT, from(ELSEWHERE, placeholder))).isEqualTo(403);
        assertThat(status(gate, Action.COUNT, from(HERE, placeholder))).isEqualTo(200);
        assertThat(status(gate, Action.COUNT, from(HERE))).isEqualTo(401);
        assertThat(refused(gate, Action.COUNT, from(ELSEWHERE)).text())
                .contains("placeholder")
                .contains("QDRANT__SERVICE__API_KEY");
    }

    @Test
    void remedyIsOneLineAndNamesBothWays() {
        Admission.Refused refused = refused(gate(), Action.ABOUT, from(ELSEWHERE));

        assertThat(refused.text()).contains("set an API key", "digi.allow_no_key: true");
        assertThat(refused.text().lines()).hasSize(1);
        assertThat(refused.enveloped()).isTrue();
    }

    @Test
    void everybodyIsServedWhereThatWasAskedFor() {
        Gate gate = gate("digi.allow_no_key", "true");

        assertThat(status(gate, Action.UPSERT, from(ELSEWHERE))).isEqualTo(200);
        assertThat(gate.warning()).hasValueSatisfying(w -> assertThat(w).contains("everybody"));
    }

    @Test
    void pagesAndProxiesOnThisMachineAreOthers() {
        Gate gate = gate();

        assertThat(status(gate, Action.COUNT, web("localhost:6333", "https://evil.example")))
                .isEqualTo(403);
        assertThat(status(gate, Action.COUNT, web("evil.example:6333", null))).isEqualTo(403);
        assertThat(status(gate, Action.COUNT, web("127.0.0.1.evil.example", null))).isEqualTo(403);
        assertThat(status(gate, Action.COUNT, web("localhost", "null"))).isEqualTo(403);
        assertThat(status(gate, Action.COUNT, forwarded())).isEqualTo(403);
        assertThat(status(gate, Action.COUNT, web("localhost:6333", "http://localhost:3000")))
                .isEqualTo(200);
        assertThat(status(gate, Action.COUNT, web("[::1]:6333", null))).isEqualTo(200);
        assertThat(status(gate, Action.COUNT, web("127.0.0.1:6333", null))).isEqualTo(200);
    }

    @Test
    void forgedHeadersMakeNobodyLocal() {
        RequestOrigin origin =
                new RequestOrigin(
                        ELSEWHERE,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of("localhost"),
                        Optional.of("http://127.0.0.1"),
                        true);

        assertThat(status(gate(), Action.COUNT, origin)).isEqualTo(403);
    }

    @Test
    void eachKeyStandsForItsOwner() {
        Gate gate = fullGate();

        assertThat(principal(gate, "admin")).isEqualTo(Principal.Global.ADMINISTRATOR);
        assertThat(principal(gate, "other")).isEqualTo(Principal.Global.ADMINISTRATOR);
        assertThat(principal(gate, "reader")).isEqualTo(Principal.Global.READER);
        assertThat(principal(gate, "key-a"))
                .isEqualTo(new Principal.Tenant(new TenantId("a"), Set.of()));
        assertThat(gate.warning()).isEmpty();
    }

    @Test
    void whoAsksForHealthIsKnownByTheKey() {
        Gate gate = fullGate();

        assertThat(visitor(gate, from(ELSEWHERE, "reader"))).isEqualTo(Principal.Global.READER);
        assertThat(visitor(gate, from(ELSEWHERE))).isEqualTo(Principal.Global.ANYBODY);
        assertThat(visitor(gate, from(HERE, "wrong"))).isEqualTo(Principal.Global.ANYBODY);
        assertThat(visitor(gate(), from(HERE))).isEqualTo(Principal.Global.ADMINISTRATOR);
        assertThat(visitor(gate(), from(ELSEWHERE))).isEqualTo(Principal.Global.ANYBODY);
    }

    @Test
    void bearerTokenIsAsGoodAsTheHeader() {
        Gate gate = fullGate();

        assertThat(status(gate, Action.UPSERT, keys(List.of(), List.of("Bearer admin"))))
                .isEqualTo(200);
        assertThat(status(gate, Action.UPSERT, keys(List.of(), List.of("bearer  admin "))))
                .isEqualTo(200);
        assertThat(status(gate, Action.UPSERT, keys(List.of("admin"), List.of("Bearer admin"))))
                .isEqualTo(200);
    }

    @Test
    void keysThatCouldMeanTwoThingsAreRefused() {
        Gate gate = fullGate();

        assertWrong(gate, keys(List.of("admin", "admin"), List.of()));
        assertWrong(gate, keys(List.of("admin", "reader"), List.of()));
        assertWrong(gate, keys(List.of("reader"), List.of("Bearer admin")));
        assertWrong(gate, keys(List.of(), List.of("Bearer admin", "Bearer admin")));
        assertWrong(gate, keys(List.of(), List.of("Basic YWRtaW4=")));
        assertWrong(gate, keys(List.of("x".repeat(10_000)), List.of()));
        assertWrong(gate, keys(List.of("Admin"), List.of()));
        assertWrong(gate, keys(List.of("admi"), List.of()));
        assertWrong(gate, keys(List.of("***"), List.of()));
    }

    @Test
    void emptyKeyIsNoKey() {
        Admission.Refused refused =
                refused(fullGate(), Action.COUNT, keys(List.of(""), List.of("Bearer ")));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text())
                .isEqualTo("Must provide an API key or an Authorization bearer token");
        assertThat(refused.enveloped()).isFalse();
    }

    @Test
    void tenantKeysAloneStillMakeKeysNecessary() {
        Gate gate = gate("digi.tenants.a.api_key", "key-a");

        assertThat(status(gate, Action.COUNT, from(HERE))).isEqualTo(401);
        assertThat(status(gate, Action.CREATE_COLLECTION, from(HERE, "key-a"))).isEqualTo(403);
        assertThat(gate.warning()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void readOnlyServerRefusesTheAdministratorsWrites(Action action) {
        Gate gate = gate("service.api_key", "admin", "service.read_only", "true");

        assertThat(status(gate, action, from(HERE, "admin")))
                .isEqualTo(action.writes() ? 403 : 200);
    }

    private static void assertWrong(Gate gate, RequestOrigin origin) {
        assertThat(gate.admit(Action.COUNT, Optional.empty(), origin))
                .isEqualTo(
                        new Admission.Refused(
                                401, "Invalid API key or JWT", /* enveloped= */ false));
    }

    private static Gate fullGate() {
        return gate(
                "service.api_key", "admin",
                "service.alt_api_key", "other",
                "service.read_only_api_key", "reader",
                "digi.tenants.a.api_key", "key-a");
    }

    private static Gate gate(String... flags) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < flags.length; i += 2) {
            given.put(flags[i], flags[i + 1]);
        }
        Settings settings =
                new SettingsSource(Path.of("nowhere"), Optional.empty(), Map.of(), given).read(1);
        return new Gate(settings, HERE::equals);
    }

    private static int status(Gate gate, Action action, RequestOrigin origin) {
        return switch (gate.admit(action, Optional.of("c"), origin)) {
            case Admission.Granted _ -> 200;
            case Admission.Refused refused -> refused.status();
        };
    }

    private static Admission.Refused refused(Gate gate, Action action, RequestOrigin origin) {
        return (Admission.Refused) gate.admit(action, Optional.of("c"), origin);
    }

    private static Principal principal(Gate gate, String key) {
        return ((Admission.Granted) gate.admit(Action.COUNT, Optional.of("c"), from(HERE, key)))
                .principal();
    }

    private static Principal visitor(Gate gate, RequestOrigin origin) {
        return ((Admission.Granted) gate.admit(Action.HEALTH, Optional.empty(), origin))
                .principal();
    }

    private static RequestOrigin from(InetAddress peer, String... keys) {
        return new RequestOrigin(
                peer,
                Arrays.asList(keys),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static RequestOrigin keys(List<String> apiKeys, List<String> authorizations) {
        return new RequestOrigin(
                ELSEWHERE,
                apiKeys,
                authorizations,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static RequestOrigin web(String host, String origin) {
        return new RequestOrigin(
                HERE,
                List.of(),
                List.of(),
                List.of(),
                Optional.of(host),
                Optional.ofNullable(origin),
                false);
    }

    private static RequestOrigin forwarded() {
        return new RequestOrigin(
                HERE, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), true);
    }

    private static InetAddress address(int... bytes) {
        try {
            byte[] raw = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                raw[i] = (byte) bytes[i];
            }
            return InetAddress.getByAddress(raw);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
