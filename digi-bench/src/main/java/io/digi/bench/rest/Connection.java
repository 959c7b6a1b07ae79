package io.digi.bench.rest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One connection to a server on this machine, which speaks as much HTTP/1.1 as a benchmark needs.
/// It does next to no work, since it shares its processors with the server that it measures. For
/// one thread.
public final class Connection implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int LINE_SIZE_MAX = 8192;

    private final int port;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean open = true;

    private Connection(int port) throws IOException {
        this.port = port;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(ANSWER_MAX.toMillis()));
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_SIZE);
        out = socket.getOutputStream();
    }

    public static Connection to(int port) throws IOException {
        return new Connection(port);
    }

    /// This connection, or a new one where the server has ended it.
    Connection usable() throws IOException {
        if (open) {
            return this;
        }
        close();
        return to(port);
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

    /// As [#send(Request)], and fails unless the status is 200.
    public Answer require(Request request) throws IOException {
        return send(request).requireOk(request);
    }

    private void write(Request request) throws IOException {
        byte[] head = request.head();
        byte[] body = request.body();
        if (body.length > BUFFER_SIZE) {
            out.write(head);
            out.write(body);
            return;
        }
        byte[] both = new byte[head.length + body.length];
        System.arraycopy(head, 0, both, 0, head.length);
        System.arraycopy(body, 0, both, head.length, body.length);
        out.write(both);
    }

    private Answer read() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        long size = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            String value = lower.substring(lower.indexOf(':') + 1).strip();
            if (lower.startsWith("content-length:")) {
                size = Long.parseLong(value);
            } else if (lower.startsWith("transfer-encoding:")) {
                throw new IOException("expected a body with its length, came " + header);
            } else if (lower.startsWith("connection:") && value.equals("close")) {
                open = false;
            }
        }
        byte[] body = in.readNBytes(Math.toIntExact(size));
        if (body.length < size) {
            throw new EOFException("the server ended its answer early");
        }
        return new Answer(status, body);
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
