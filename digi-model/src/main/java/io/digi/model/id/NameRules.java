package io.digi.model.id;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import java.util.List;

/// What names may look like, as Qdrant has it.
final class NameRules {
    private static final String FORBIDDEN = "<>:\"/\\|?*\u0000\u001f";

    private NameRules() {}

    static void requireSize(String what, String value, int minBytes, int maxBytes) {
        int size = Utf8.size(value);
        if (size < 0) {
            throw invalid(what + " is not valid Unicode (it has an unpaired surrogate)");
        }
        if (size < minBytes || size > maxBytes) {
            throw invalid(
                    "%s has %d bytes, must have from %d to %d"
                            .formatted(what, size, minBytes, maxBytes));
        }
    }

    static void requireAllowed(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (FORBIDDEN.indexOf(c) >= 0) {
                throw invalid("%s cannot contain %s".formatted(what, shown(c)));
            }
        }
    }

    private static String shown(char c) {
        return c < ' ' ? "U+%04X".formatted((int) c) : "\"" + c + "\"";
    }

    private static DigiException invalid(String message) {
        return new DigiException(new Problem.Invalid(List.of(new Violation("", message))));
    }
}
