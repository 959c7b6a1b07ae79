package io.digi.server.settings;

/// Which program this is.
///
/// @param version Digi's own
/// @param commit 40 hexadecimal digits
public record BuildInfo(String version, String commit) {
    /// The version of Qdrant whose API is served; clients compare their own with it.
    public static final String API_VERSION = "1.18.3";
}
