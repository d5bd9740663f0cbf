package io.github.claudenexus.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that ask a silent server early whether it is still there: by the operating system's own times, a server that
 * vanished without a word would be waited for two hours and more. Public, because the driver makes it, from the class's
 * name and the connection's properties.
 */
public final class KeepAliveSocketFactory extends SocketFactory {

    /** Seconds of silence before the first question, by libpq's name for it. */
    static final String IDLE = "keepalives_idle";

    /** Seconds between questions, by libpq's name for it. */
    static final String INTERVAL = "keepalives_interval";

    /** How many questions without an answer are the end, by libpq's name for it. */
    static final String COUNT = "keepalives_count";

    /** Within a minute of silence. */
    static final Map<String, String> DEFAULTS = Map.of(IDLE, "30", INTERVAL, "10", COUNT, "3");

    private static final Map<String, SocketOption<Integer>> OPTIONS = Map.of(
            IDLE, ExtendedSocketOptions.TCP_KEEPIDLE,
            INTERVAL, ExtendedSocketOptions.TCP_KEEPINTERVAL,
            COUNT, ExtendedSocketOptions.TCP_KEEPCOUNT);

    private final Properties times;

    /** For a connection with these properties. */
    public KeepAliveSocketFactory(Properties times) {
        super();
        this.times = times;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        for (Map.Entry<String, SocketOption<Integer>> option : OPTIONS.entrySet()) {
            int value = Integer.parseInt(times.getProperty(option.getKey(), "0"));
            // Not every platform has them; 0 is libpq's word for the system's own value.
            if (value > 0 && socket.supportedOptions().contains(option.getValue())) {
                socket.setOption(option.getValue(), value);
            }
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
    }

    private Socket connected(InetSocketAddress place, @Nullable InetSocketAddress from) throws IOException {
        Socket socket = createSocket();
        try {
            if (from != null) {
                socket.bind(from);
            }
            socket.connect(place);
            return socket;
        } catch (IOException failure) {
            try (socket) {
                throw failure;
            }
        }
    }
}
