package io.digi.bench.service;

import io.digi.bench.rest.Answer;
import io.digi.bench.rest.Endpoint;
import io.digi.bench.rest.Request;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// A service that tells one point less than it found.
record Forgetful(VectorService service) implements VectorService {
    @Override
    public String name() {
        return service.name();
    }

    @Override
    public Endpoint endpoint() {
        return service.endpoint();
    }

    @Override
    public OptionalLong stored() throws IOException {
        return service.stored();
    }

    @Override
    public void create(int dimension, List<String> tenants) throws IOException {
        service.create(dimension, tenants);
    }

    @Override
    public Request store(List<ServicePoint> points) {
        return service.store(points);
    }

    @Override
    public List<Request> storeByTenant(List<ServicePoint> points) {
        return service.storeByTenant(points);
    }

    @Override
    public void finish() throws IOException {
        service.finish();
    }

    @Override
    public void prepare(int ef) throws IOException {
        service.prepare(ef);
    }

    @Override
    public Request query(float[] vector, int ef, int limit) {
        return service.query(vector, ef, limit);
    }

    @Override
    public Request query(String tenant, float[] vector, int ef, int limit) {
        return service.query(tenant, vector, ef, limit);
    }

    @Override
    public List<Integer> ids(Answer answer) {
        List<Integer> ids = service.ids(answer);
        return ids.subList(1, ids.size());
    }

    @Override
    public void drop() throws IOException {
        service.drop();
    }
}
