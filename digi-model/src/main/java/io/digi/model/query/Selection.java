package io.digi.model.query;

/// What comes with each point of an answer, besides its id.
public record Selection(PayloadSelector payload, VectorSelector vectors) {
    public static final Selection IDS_ONLY =
            new Selection(PayloadSelector.Whole.NONE, VectorSelector.Whole.NONE);
    public static final Selection PAYLOAD =
            new Selection(PayloadSelector.Whole.ALL, VectorSelector.Whole.NONE);
    public static final Selection EVERYTHING =
            new Selection(PayloadSelector.Whole.ALL, VectorSelector.Whole.ALL);
}
