package io.digi.storage.kv;

/// What is to be done with each entry of a range.
@FunctionalInterface
public interface KvVisitor {
    /// Returns whether to go on. The arrays belong to the visitor.
    boolean visit(byte[] key, byte[] value);
}
