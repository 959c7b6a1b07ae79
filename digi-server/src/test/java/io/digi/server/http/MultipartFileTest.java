package io.digi.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFileTest {
    private static final Optional<String> TYPE =
            Optional.of("multipart/form-data; boundary=\"cut here\"");

    private static final String HEAD =
            "--cut here\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n";

    @Test
    void fileIsFoundBehindOtherFields() throws IOException {
        String body =
                "preamble\r\n--cut here\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
                        + HEAD.formatted("a/b\\x.snapshot")
                        + "content\r\n--cut here--\r\nepilogue";

        MultipartFile file = find(body.getBytes(StandardCharsets.UTF_8));

        assertThat(file.name()).contains("x.snapshot");
        assertThat(file.content().readAllBytes()).asString().isEqualTo("content");
    }

    @Test
    void anyContentComesOutAsItWent() throws IOException {
        for (int trial = 0; trial < 200; trial++) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            byte[] content = new byte[random.nextInt(200_000)];
            for (int i = 0; i < content.length; i++) {
                // Much that looks like the beginning of a boundary.
                content[i] = (byte) "\r\n--cut hereX".charAt(random.nextInt(13));
            }
            byte[] head = HEAD.formatted("f").getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(head);
            body.writeBytes(content);
            body.writeBytes("\r\n--cut here--\r\n".getBytes(StandardCharsets.UTF_8));
            InputStream slow = new Trickle(new ByteArrayInputStream(body.toByteArray()), random);

            byte[] found = MultipartFile.find(TYPE, slow, "file").content().readAllBytes();

            assertThat(found).as("seed %d", seed).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--cut here--\r\n",
                "--cut here\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--cut here--",
                "--cut here\r\nContent-Disposition: form-data; name=\"file\"",
                "--cut hereX\r\n"
            })
    void bodyWithoutTheFileIsRefused(String body) {
        assertThatThrownBy(() -> find(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RequestRefused.class)
                .hasMessageStartingWith("Multipart error: ");
    }

    @Test
    void bodyThatBreaksOffIsRefused() {
        byte[] body = (HEAD.formatted("f") + "content").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> find(body).content().readAllBytes())
                .isInstanceOf(RequestRefused.class);
    }

    @Test
    void otherTypesAreRefused() {
        assertThatThrownBy(() ->
                        MultipartFile.find(
                                Optional.of("application/json"),
                                InputStream.nullInputStream(),
                                "file"))
                .isInstanceOf(RequestRefused.class);
    }

    private static MultipartFile find(byte[] body) {
        return MultipartFile.find(TYPE, new ByteArrayInputStream(body), "file");
    }

    /// Hands bytes on in pieces of any size.
    private static final class Trickle extends InputStream {
        private final InputStream source;
        private final Random random;

        Trickle(InputStream source, Random random) {
            this.source = source;
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return source.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return source.read(target, offset, Math.min(length, 1 + random.nextInt(5_000)));
        }
    }
}
