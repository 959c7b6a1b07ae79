package io.digi.wire.words;

import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.digi.model.error.Violation;
import io.digi.model.payload.Payload;
import io.digi.model.payload.Value;
import java.util.List;
import java.util.Optional;

/// The tenant field that a collection's metadata declares: `{"digi": {"tenant_field": …}}`.
final class TenantDeclaration {
    private TenantDeclaration() {}

    static Optional<String> field(Payload metadata) {
        if (!(metadata.fields().get("digi") instanceof Value.Struct digi)) {
            return Optional.empty();
        }
        Value declared = digi.fields().get("tenant_field");
        if (declared == null || declared == Value.Null.NULL) {
            return Optional.empty();
        }
        if (declared instanceof Value.Text(String field) && !field.isEmpty()) {
            return Optional.of(field);
        }
        throw new DigiException(
                new Problem.Invalid(
                        List.of(
                                new Violation(
                                        "metadata.digi.tenant_field",
                                        "must be the name of a payload key, not empty"))));
    }
}
