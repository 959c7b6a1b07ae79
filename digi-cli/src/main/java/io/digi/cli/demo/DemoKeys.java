package io.digi.cli.demo;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The keys of a demo: the administrator's and one for each tenant.
public record DemoKeys(String administrator, Map<String, String> tenants) {
    private static final int KEY_SIZE = 24;

    static DemoKeys random(RandomGenerator random, List<String> tenants) {
        Map<String, String> keys = new LinkedHashMap<>();
        tenants.forEach(tenant -> keys.put(tenant, key(random)));
        return new DemoKeys(key(random), keys);
    }

    private static String key(RandomGenerator random) {
        byte[] bytes = new byte[KEY_SIZE];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "keys of " + tenants.keySet();
    }
}
