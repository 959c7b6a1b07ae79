package io.digi.model.config;

/// Qdrant's traffic light: `GREEN` all is well, `YELLOW` background work goes on, `GREY` it waits
/// to be started, `RED` something failed that needs a person.
public enum CollectionStatus {
    GREEN,
    YELLOW,
    GREY,
    RED
}
