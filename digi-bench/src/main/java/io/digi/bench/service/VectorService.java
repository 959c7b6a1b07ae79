package io.digi.bench.service;

import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.rest.Request;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// A vector database behind HTTP: how its API says what a benchmark does. Ids are numbers, the
/// distance is cosine, and each point belongs to a tenant. Requests are made by any thread.
public interface VectorService {
    /// What it is called in figures.
    String name();

    Endpoint endpoint();

    /// How many points are stored already, where a former run has stored the same.
    OptionalLong stored() throws IOException;

    /// Makes what points are stored in, in place of what is there.
    void create(int dimension, List<String> tenants) throws IOException;

    /// Stores points, each with its tenant.
    Request store(List<ServicePoint> points);

    /// Requests that store the same points once more, for searches of one tenant; none where those
    /// find them without.
    List<Request> storeByTenant(List<ServicePoint> points);

    /// Waits until everything is indexed.
    void finish() throws IOException;

    /// Lets searches keep so many candidates, where a request cannot say so.
    void prepare(int ef) throws IOException;

    /// Asks for the ids of the nearest points.
    Request query(float[] vector, int ef, int limit);

    /// The same among the points of a tenant.
    Request query(String tenant, float[] vector, int ef, int limit);

    /// The ids that are in an answer, nearest first.
    List<Integer> ids(Answer answer);

    /// Removes what was made.
    void drop() throws IOException;
}
