package io.digi.server.access;

/// What an operation asks of its caller.
public enum Right {
    /// Nothing: everybody may, without a key.
    PUBLIC,
    /// Reading points: of everybody with a key, each within what is theirs.
    READ,
    /// Writing points: of the administrator, and of a tenant within what is theirs.
    WRITE,
    /// Changing collections, aliases and indexes: of the administrator.
    MANAGE,
    /// Seeing the whole server: of the administrator and of the read-only key, never of a tenant.
    ADMIN
}
