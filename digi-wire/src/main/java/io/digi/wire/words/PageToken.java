package io.digi.wire.words;

import io.digi.model.error.DigiException;
import io.digi.model.id.PointId;
import io.digi.model.id.TenantId;
import io.digi.model.query.ScrollPosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The text of a scroll position that names a tenant: `digi-page:` and, in Base64, a character for
/// the kind of id (`n` a number, `s` any other), the length of the tenant, `:`, the tenant, the id.
public final class PageToken {
    private static final String PREFIX = "digi-page:";
    private static final int HEAD_LENGTH = 1;

    private PageToken() {}

    public static boolean isToken(String text) {
        return text.startsWith(PREFIX);
    }

    public static String text(TenantId tenant, PointId id) {
        String kind = id instanceof PointId.Num ? "n" : "s";
        String plain = kind + tenant.value().length() + ":" + tenant.value() + id;
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    public static Optional<ScrollPosition> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            String plain = new String(bytes, StandardCharsets.UTF_8);
            int colon = plain.indexOf(':');
            int tenantLength = Integer.parseInt(plain, HEAD_LENGTH, colon, 10);
            int idStart = Math.addExact(colon + 1, tenantLength);
            TenantId tenant = new TenantId(plain.substring(colon + 1, idStart));
            String id = plain.substring(idStart);
            PointId point =
                    plain.charAt(0) == 'n'
                            ? PointId.of(Long.parseUnsignedLong(id))
                            : PointId.of(id);
            return Optional.of(new ScrollPosition(Optional.of(tenant), point));
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException
                | DigiException broken) {
            return Optional.empty();
        }
    }
}
