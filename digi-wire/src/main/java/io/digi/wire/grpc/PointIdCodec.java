package io.digi.wire.grpc;

import io.digi.model.id.PointId;
import io.digi.proto.Common;
import java.util.List;

/// Ids of points. A string that is no UUID travels in the field `uuid`, as a string.
final class PointIdCodec {
    private static final PointId STAND_IN = PointId.of(0);

    private PointIdCodec() {}

    static Common.PointId encode(PointId id) {
        Common.PointId.Builder message = Common.PointId.newBuilder();
        return switch (id) {
            case PointId.Num(long number) -> message.setNum(number).build();
            case PointId.Uuid _, PointId.Text _ -> message.setUuid(id.toString()).build();
        };
    }

    static List<Common.PointId> encode(List<PointId> ids) {
        return ids.stream().map(PointIdCodec::encode).toList();
    }

    static PointId decode(Reading in, String field, Common.PointId message) {
        return in.at(field, () -> decode(in, message));
    }

    static List<PointId> decode(Reading in, String field, List<Common.PointId> messages) {
        return in.each(field, messages, message -> decode(in, message));
    }

    static PointId decode(Reading in, Common.PointId message) {
        return switch (message.getPointIdOptionsCase()) {
            case NUM -> PointId.of(message.getNum());
            case UUID -> in.validated(() -> PointId.of(message.getUuid()), STAND_IN);
            case POINTIDOPTIONS_NOT_SET -> throw in.malformed("No ID options provided");
        };
    }
}
