package io.github.claudenexus.resilience;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Stands between a client and the server, and replaces words of the server's by others of the same length. */
final class SayingProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final URI target;
    private final Map<String, String> words;
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    SayingProxy(String url, Map<String, String> words) throws IOException {
        this.target = URI.create(url);
        this.words = words;
        Pump.start(this::accept);
    }

    String url() {
        return "postgresql://" + target.getUserInfo() + "@127.0.0.1:" + socket.getLocalPort() + target.getPath();
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket server = new Socket(target.getHost(), target.getPort());
            Pump.start(() -> {
                try (client;
                        server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            Pump.start(() -> {
                try (client;
                        server) {
                    say(server.getInputStream(), client);
                }
            });
        }
    }

    // Such short answers come in one piece.
    private void say(InputStream from, Socket client) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int length = from.read(buffer);
        while (length >= 0) {
            String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace(word.getKey(), word.getValue());
            }
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            length = from.read(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
