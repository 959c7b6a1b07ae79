package io.digi.server.access;

import io.digi.server.settings.Settings;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// Lets a request in or not, by what it asks for, its keys and where it comes from. It has not read
/// a byte of the body.
public final class Gate {
    private static final String NO_KEY = "Must provide an API key or an Authorization bearer token";
    private static final String WRONG_KEY = "Invalid API key or JWT";

    private final Keyring keyring;
    private final boolean readOnly;
    private final Optional<ProtectedMode> protection;

    /// `isLocal` tells whether a peer is on this machine.
    public Gate(Settings settings, Predicate<InetAddress> isLocal) {
        keyring = Keyring.of(settings);
        readOnly = settings.service().readOnly();
        protection = ProtectedMode.of(settings.keys(), keyring, isLocal);
    }

    /// What the start log says about how open the server is; empty if all is well.
    public Optional<String> warning() {
        return protection.map(ProtectedMode::warning).or(keyring::warning);
    }

    /// `collection` is the one that the path names, for the text of a refusal.
    public Admission admit(Operation operation, Optional<String> collection, RequestOrigin origin) {
        if (isShutOut(origin) && !operation.isHealth()) {
            return enveloped(protection.orElseThrow().remedy());
        }
        if (operation.right() == Right.PUBLIC) {
            return permitted(operation, collection, visitor(origin));
        }
        if (keyring.isEmpty()) {
            return permitted(operation, collection, Principal.Global.ADMINISTRATOR);
        }
        return switch (Credential.of(origin)) {
            case Credential.None _ -> new Admission.Refused(401, NO_KEY, /* enveloped= */ false);
            case Credential.Ambiguous _ -> wrongKey();
            case Credential.Key(String text) ->
                    keyring.owner(text)
                            .map(principal -> permitted(operation, collection, principal))
                            .orElseGet(Gate::wrongKey);
        };
    }

    private boolean isShutOut(RequestOrigin origin) {
        return protection.isPresent() && !protection.get().isFromThisMachine(origin);
    }

    /// Who asks for what needs no key; one may come along.
    private Principal visitor(RequestOrigin origin) {
        if (isShutOut(origin)) {
            return Principal.Global.ANYBODY;
        }
        if (keyring.isEmpty()) {
            return Principal.Global.ADMINISTRATOR;
        }
        return Credential.of(origin) instanceof Credential.Key(String text)
                ? keyring.owner(text).orElse(Principal.Global.ANYBODY)
                : Principal.Global.ANYBODY;
    }

    private Admission permitted(
            Operation operation, Optional<String> collection, Principal principal) {
        if (!mayEver(operation.right(), principal)) {
            return enveloped("Forbidden: " + lacking(operation.right(), collection));
        }
        if (readOnly && operation.writes()) {
            return enveloped("Forbidden: the server is read-only (service.read_only is true)");
        }
        return new Admission.Granted(principal);
    }

    private static boolean mayEver(Right right, Principal principal) {
        return switch (principal) {
            case Principal.Global global ->
                    switch (global) {
                        case ADMINISTRATOR -> true;
                        case READER ->
                                switch (right) {
                                    case PUBLIC, READ, ADMIN -> true;
                                    case WRITE, MANAGE -> false;
                                };
                        case ANYBODY -> right == Right.PUBLIC;
                    };
            case Principal.Tenant _ ->
                    switch (right) {
                        case PUBLIC, READ, WRITE -> true;
                        case MANAGE, ADMIN -> false;
                    };
        };
    }

    private static String lacking(Right right, Optional<String> collection) {
        return switch (right) {
            case PUBLIC, READ, WRITE ->
                    collection
                            .map("Write access to collection %s is required"::formatted)
                            .orElse("Global write access is required");
            case MANAGE -> "Global manage access is required";
            case ADMIN -> "Global access is required";
        };
    }

    private static Admission wrongKey() {
        return new Admission.Refused(401, WRONG_KEY, /* enveloped= */ false);
    }

    private static Admission enveloped(String text) {
        return new Admission.Refused(403, text, /* enveloped= */ true);
    }
}
