package io.digi.inference;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import java.io.IOException;
import java.io.InputStream;

/// A file of a model, found on the class path.
record ModelFile(String model, String resource) {
    private static final String REMEDY =
            "put the jar that holds it on the class path; digi's own distribution brings it along";

    /// Reads the whole file. Throws [Problem.NotSupported] if there is none.
    byte[] bytes() {
        try (InputStream in = ModelFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new DigiException(problem("is not on the class path"));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new DigiException(problem("cannot be read: " + e.getMessage()), e);
        }
    }

    /// What to tell the operator about a fault of this file, such as "cannot be read".
    Problem problem(String fault) {
        return new Problem.NotSupported(
                "model \"%s\": its file %s %s; %s".formatted(model, resource, fault, REMEDY));
    }
}
