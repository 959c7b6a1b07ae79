package io.digi.index.kernel;

/// What a score measures. Scores are larger-is-nearer; the *public value* is what a user sees: a
/// similarity for `DOT`, a true distance (smaller-is-nearer) for the others.
///
/// Cosine similarity is `DOT` of normalised vectors, see [Norm].
public enum Metric {
    /// Score and public value: `Σ qᵢ·rᵢ`.
    DOT {
        @Override
        public float publicValue(float score) {
            return score;
        }

        @Override
        float nearestGuess(float publicValue) {
            return publicValue;
        }
    },

    /// Score: `-Σ (qᵢ-rᵢ)²`. Public value: its square root, the Euclidean distance. The score of a
    /// distance above 1.8e19 is `-Infinity`, as its square lies beyond float32.
    EUCLID {
        @Override
        public float publicValue(float score) {
            return (float) Math.sqrt(0f - score);
        }

        @Override
        float nearestGuess(float publicValue) {
            return publicValue < 0 ? Float.POSITIVE_INFINITY : 0f - publicValue * publicValue;
        }
    },

    /// Score: `-Σ |qᵢ-rᵢ|`. Public value: the sum itself.
    MANHATTAN {
        @Override
        public float publicValue(float score) {
            return 0f - score;
        }

        @Override
        float nearestGuess(float publicValue) {
            return 0f - publicValue;
        }
    };

    /// What a user sees for `score`; never `-0.0` for a distance.
    public abstract float publicValue(float score);

    /// The score `s` for which `score > s` holds exactly for the scores whose public value is
    /// strictly nearer than `publicThreshold`, rounding included. `publicThreshold` is no NaN.
    public float scoreAbove(float publicThreshold) {
        float score = nearestGuess(publicThreshold);
        while (score > Float.NEGATIVE_INFINITY && isNearer(score, publicThreshold)) {
            score = Math.nextDown(score);
        }
        while (isReachable(Math.nextUp(score)) && !isNearer(Math.nextUp(score), publicThreshold)) {
            score = Math.nextUp(score);
        }
        return score;
    }

    /// A score at most a few representable values away from the threshold's.
    abstract float nearestGuess(float publicValue);

    private boolean isNearer(float score, float publicThreshold) {
        float value = publicValue(score);
        return this == DOT ? value > publicThreshold : value < publicThreshold;
    }

    /// Distances have no positive scores.
    private boolean isReachable(float score) {
        return this == DOT ? score < Float.POSITIVE_INFINITY : score <= 0;
    }
}
