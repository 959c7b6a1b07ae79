package io.digi.cli.client;

import io.digi.model.vector.DenseVector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A point to store.
///
/// @param id a string or a number
public record NewPoint(JsonNode id, DenseVector vector, ObjectNode payload) {}
