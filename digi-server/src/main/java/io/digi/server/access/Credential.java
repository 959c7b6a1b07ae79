package io.digi.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The key that a request carries, if it carries just one.
sealed interface Credential {
    enum None implements Credential {
        NONE
    }

    /// Several keys, or none that could be one. Which of them counts must not depend on who reads
    /// them.
    enum Ambiguous implements Credential {
        AMBIGUOUS
    }

    record Key(String text) implements Credential {
        @Override
        public String toString() {
            return "Key[***]";
        }
    }

    /// The longest key that is looked at.
    int LENGTH_MAX = 4_096;

    /// One `api-key` header, one bearer token, or both alike.
    static Credential of(RequestOrigin origin) {
        if (origin.apiKeys().size() > 1 || origin.authorizations().size() > 1) {
            return Ambiguous.AMBIGUOUS;
        }
        List<String> keys = new ArrayList<>(origin.apiKeys());
        for (String authorization : origin.authorizations()) {
            if (!isBearer(authorization)) {
                return Ambiguous.AMBIGUOUS;
            }
            keys.add(authorization.substring("Bearer ".length()).strip());
        }
        List<String> distinct = keys.stream().filter(key -> !key.isEmpty()).distinct().toList();
        if (distinct.isEmpty()) {
            return None.NONE;
        }
        boolean usable = distinct.size() == 1 && distinct.getFirst().length() <= LENGTH_MAX;
        return usable ? new Key(distinct.getFirst()) : Ambiguous.AMBIGUOUS;
    }

    private static boolean isBearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith("bearer ");
    }
}
