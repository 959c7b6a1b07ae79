package io.digi.wire.grpc;

import io.digi.model.config.PayloadIndexKind;
import io.digi.proto.Collections.PayloadSchemaType;
import io.digi.proto.Points.FieldType;
import java.util.Optional;

/// The kinds of payload indexes, which this wire names twice.
final class PayloadIndexKinds {
    private PayloadIndexKinds() {}

    static FieldType fieldType(PayloadIndexKind kind) {
        return switch (kind) {
            case KEYWORD -> FieldType.FieldTypeKeyword;
            case INTEGER -> FieldType.FieldTypeInteger;
            case FLOAT -> FieldType.FieldTypeFloat;
            case GEO -> FieldType.FieldTypeGeo;
            case TEXT -> FieldType.FieldTypeText;
            case BOOL -> FieldType.FieldTypeBool;
            case DATETIME -> FieldType.FieldTypeDatetime;
            case UUID -> FieldType.FieldTypeUuid;
        };
    }

    static Optional<PayloadIndexKind> of(FieldType type) {
        return switch (type) {
            case FieldTypeKeyword -> Optional.of(PayloadIndexKind.KEYWORD);
            case FieldTypeInteger -> Optional.of(PayloadIndexKind.INTEGER);
            case FieldTypeFloat -> Optional.of(PayloadIndexKind.FLOAT);
            case FieldTypeGeo -> Optional.of(PayloadIndexKind.GEO);
            case FieldTypeText -> Optional.of(PayloadIndexKind.TEXT);
            case FieldTypeBool -> Optional.of(PayloadIndexKind.BOOL);
            case FieldTypeDatetime -> Optional.of(PayloadIndexKind.DATETIME);
            case FieldTypeUuid -> Optional.of(PayloadIndexKind.UUID);
            case UNRECOGNIZED -> Optional.empty();
        };
    }

    static PayloadSchemaType schemaType(PayloadIndexKind kind) {
        return switch (kind) {
            case KEYWORD -> PayloadSchemaType.Keyword;
            case INTEGER -> PayloadSchemaType.Integer;
            case FLOAT -> PayloadSchemaType.Float;
            case GEO -> PayloadSchemaType.Geo;
            case TEXT -> PayloadSchemaType.Text;
            case BOOL -> PayloadSchemaType.Bool;
            case DATETIME -> PayloadSchemaType.Datetime;
            case UUID -> PayloadSchemaType.Uuid;
        };
    }

    static Optional<PayloadIndexKind> of(PayloadSchemaType type) {
        return switch (type) {
            case Keyword -> Optional.of(PayloadIndexKind.KEYWORD);
            case Integer -> Optional.of(PayloadIndexKind.INTEGER);
            case Float -> Optional.of(PayloadIndexKind.FLOAT);
            case Geo -> Optional.of(PayloadIndexKind.GEO);
            case Text -> Optional.of(PayloadIndexKind.TEXT);
            case Bool -> Optional.of(PayloadIndexKind.BOOL);
            case Datetime -> Optional.of(PayloadIndexKind.DATETIME);
            case Uuid -> Optional.of(PayloadIndexKind.UUID);
            case UnknownType, UNRECOGNIZED -> Optional.empty();
        };
    }
}
