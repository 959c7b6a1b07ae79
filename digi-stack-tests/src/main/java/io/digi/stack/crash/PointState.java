package io.digi.stack.crash;

/// What the harness knows of a point: the operation that wrote its vector and the one that set its
/// `mark`, each 0 for none. All other content follows from these and the id.
record PointState(long version, long mark) {
    static final PointState ABSENT = new PointState(0, 0);

    boolean present() {
        return version != 0;
    }

    @Override
    public String toString() {
        return present() ? "version %d mark %d".formatted(version, mark) : "absent";
    }
}
