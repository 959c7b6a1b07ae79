package io.digi.index.memory;

/// Memory was asked for that the budget does not have. Nothing was reserved; the caller may refuse
/// its own work, or try again when memory was released.
public final class MemoryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String purpose;
    private final long requestedBytes;
    private final long usedBytes;
    private final long limitBytes;

    MemoryRefusedException(String purpose, long requestedBytes, long usedBytes, long limitBytes) {
        super(
                "%s needs %,d bytes of memory, but %,d of %,d are in use; raise the memory limit"
                                .formatted(purpose, requestedBytes, usedBytes, limitBytes)
                        + " or free memory");
        this.purpose = purpose;
        this.requestedBytes = requestedBytes;
        this.usedBytes = usedBytes;
        this.limitBytes = limitBytes;
    }

    public String purpose() {
        return purpose;
    }

    public long requestedBytes() {
        return requestedBytes;
    }

    public long usedBytes() {
        return usedBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }
}
