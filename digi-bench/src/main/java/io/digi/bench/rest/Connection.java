package io.digi.bench.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One connection to a server, which speaks as much HTTP/1.1 as a benchmark needs. It does next to
/// no work, since it shares its processors with the server that it measures. For one thread.
public final class Connection implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int LINE_SIZE_MAX = 8192;
    private static final int BODY_SIZE_MAX = 64 << 20;

    private final Endpoint endpoint;
    private final byte[] headers;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean open = true;

    private Connection(Endpoint endpoint) throws IOException {
        this.endpoint = endpoint;
        headers = endpoint.headers().getBytes(StandardCharsets.ISO_8859_1);
        socket = new Socket(endpoint.host(), endpoint.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(ANSWER_MAX.toMillis()));
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_SIZE);
        out = socket.getOutputStream();
    }

    /// A connection to a server on this machine.
    public static Connection to(int port) throws IOException {
        return new Connection(Endpoint.local(port));
    }

    public static Connection to(Endpoint endpoint) throws IOException {
        return new Connection(endpoint);
    }

    /// This connection, or a new one where the server has ended it.
    Connection usable() throws IOException {
        if (open) {
            return this;
        }
        close();
        return to(endpoint);
    }

    /// Sends a request and reads the answer to its end.
    public Answer send(Request request) throws IOException {
        boolean done = false;
        try {
            write(request);
            Answer answer = read();
            done = true;
            return answer;
        } finally {
            open &= done;
        }
    }

    /// As [#send(Request)], and fails unless the status is 2xx.
    public Answer require(Request request) throws IOException {
        return send(request).requireOk(request);
    }

    private void write(Request request) throws IOException {
        byte[] first = request.firstLines();
        byte[] last = request.lastLine();
        byte[] body = request.body();
        int headSize = first.length + headers.length + last.length;
        boolean together = body.length <= BUFFER_SIZE;
        byte[] message = new byte[headSize + (together ? body.length : 0)];
        System.arraycopy(first, 0, message, 0, first.length);
        System.arraycopy(headers, 0, message, first.length, headers.length);
        System.arraycopy(last, 0, message, first.length + headers.length, last.length);
        if (together) {
            System.arraycopy(body, 0, message, headSize, body.length);
        }
        out.write(message);
        if (!together) {
            out.write(body);
        }
    }

    private Answer read() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        long size = 0;
        boolean inChunks = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            String value = lower.substring(lower.indexOf(':') + 1).strip();
            if (lower.startsWith("content-length:")) {
                size = Long.parseLong(value);
            } else if (lower.startsWith("transfer-encoding:")) {
                inChunks = true;
            } else if (lower.startsWith("connection:") && value.equals("close")) {
                open = false;
            }
        }
        return new Answer(status, inChunks ? chunks() : bytes(size));
    }

    private byte[] bytes(long size) throws IOException {
        if (size > BODY_SIZE_MAX) {
            throw new IOException(
                    "expected a body of at most %d bytes, came %d".formatted(BODY_SIZE_MAX, size));
        }
        byte[] body = in.readNBytes((int) size);
        if (body.length < size) {
            throw new EOFException("the server ended its answer early");
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(bytes(size));
            if (body.size() > BODY_SIZE_MAX) {
                throw new IOException("the body is larger than %d bytes".formatted(BODY_SIZE_MAX));
            }
            line();
        }
        while (!line().isEmpty()) {
            // Trailers are of no interest.
        }
        return body.toByteArray();
    }

    private long chunkSize() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Long.parseLong(end < 0 ? line : line.substring(0, end).strip(), 16);
    }

    private String line() throws IOException {
        byte[] text = new byte[LINE_SIZE_MAX];
        int size = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || size == LINE_SIZE_MAX) {
                throw new EOFException("the server ended the connection, or its line is too long");
            }
            text[size++] = (byte) next;
        }
        return new String(text, 0, size, StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
