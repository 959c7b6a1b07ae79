package io.digi.wire.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.digi.model.error.DigiException;
import io.digi.model.error.Problem;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.Objects;

/// Reads messages from their bytes.
final class MessageBytes {
    /// Three messages for each level of a payload, with room for those around it: what JSON may
    /// nest, a message may too.
    private static final int DEPTH_MAX = 400;

    private MessageBytes() {}

    /// Throws [Problem.Malformed] for bytes that are no such message.
    static <M extends Message> M parse(MethodDescriptor.Marshaller<M> marshaller, byte[] bytes) {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        in.setRecursionLimit(DEPTH_MAX);
        try {
            M message = parser(marshaller).parseFrom(in);
            in.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException broken) {
            throw new DigiException(
                    new Problem.Malformed("Format error in message: " + broken.getMessage()),
                    broken);
        }
    }

    // The parser of a message makes messages of its class.
    @SuppressWarnings("unchecked")
    private static <M extends Message> Parser<M> parser(MethodDescriptor.Marshaller<M> marshaller) {
        if (marshaller instanceof PrototypeMarshaller<M> generated) {
            M prototype = Objects.requireNonNull(generated.getMessagePrototype());
            return (Parser<M>) prototype.getParserForType();
        }
        throw new IllegalArgumentException("no marshaller of generated messages: " + marshaller);
    }
}
