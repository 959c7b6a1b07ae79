package io.digi.engine.verify;

import java.util.HexFormat;

/// A key of the store, as it stands there.
final class StoredKey {
    private final byte[] bytes;

    StoredKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
