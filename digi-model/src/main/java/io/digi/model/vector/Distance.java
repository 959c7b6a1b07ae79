package io.digi.model.vector;

/// How near two vectors are. Scores are Qdrant's: for `COSINE` and `DOT` larger is nearer, for
/// `EUCLID` and `MANHATTAN` the score is the true distance, smaller is nearer.
public enum Distance {
    COSINE,
    DOT,
    EUCLID,
    MANHATTAN;

    public boolean largerIsNearer() {
        return this == COSINE || this == DOT;
    }
}
