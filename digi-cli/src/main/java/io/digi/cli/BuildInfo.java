package io.digi.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which Digi this is: its version, and the commit that it was built from (40 hexadecimal digits,
/// all zero where the sources were in no repository). The build writes both.
record BuildInfo(String version, String commit) {
    private static final String RESOURCE = "build.properties";

    static BuildInfo ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "0".repeat(40)));
    }
}
