package io.digi.server.access;

import io.digi.server.settings.KeySettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server without a real key serves its own machine only. A connection over loopback is not
/// enough: a web page that a browser on this machine shows, and a proxy on this machine, connect
/// over loopback too, for somebody elsewhere.
final class ProtectedMode {
    private static final Pattern IP_V4_LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private final String cause;
    private final String keyWord;
    private final Predicate<InetAddress> isLocal;

    private ProtectedMode(String cause, String keyWord, Predicate<InetAddress> isLocal) {
        this.cause = cause;
        this.keyWord = keyWord;
        this.isLocal = isLocal;
    }

    static Optional<ProtectedMode> of(
            KeySettings keys, Keyring keyring, Predicate<InetAddress> isLocal) {
        if (keyring.hasPlaceholder()) {
            return Optional.of(
                    new ProtectedMode(
                            "a key is still the placeholder of an example", "a real", isLocal));
        }
        return keyring.isEmpty() && !keys.allowNoKey()
                ? Optional.of(new ProtectedMode("no API key is set", "an", isLocal))
                : Optional.empty();
    }

    String remedy() {
        return ("Forbidden: protected mode, since %s: set %s API key (QDRANT__SERVICE__API_KEY)%s"
                        + " to be reached from other machines")
                .formatted(
                        cause,
                        keyWord,
                        keyWord.equals("an") ? " or `digi.allow_no_key: true`" : "");
    }

    String warning() {
        return "protected mode: %s, so requests from other machines are refused".formatted(cause);
    }

    boolean isFromThisMachine(RequestOrigin origin) {
        return isLocal.test(origin.peer())
                && !origin.forwarded()
                && origin.host().map(ProtectedMode::isLocalAuthority).orElse(true)
                && origin.webOrigin().map(ProtectedMode::isLocalOrigin).orElse(true);
    }

    private static boolean isLocalOrigin(String webOrigin) {
        try {
            return isLocalName(new URI(webOrigin).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLocalAuthority(String authority) {
        try {
            return isLocalName(new URI("http://" + authority).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// A name without a dot is no name of the public internet, so no page from there has it.
    private static boolean isLocalName(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("[::1]")
                || IP_V4_LOOPBACK.matcher(name).matches()
                || name.endsWith(".localhost")
                || (!name.contains(".") && !name.contains(":"));
    }
}
