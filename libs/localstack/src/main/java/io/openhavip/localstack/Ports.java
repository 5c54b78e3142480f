package io.openhavip.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports, of 127.0.0.1 where no host is named. */
public final class Ports {

    private static final int CONNECT_TIMEOUT_MS = 500;

    private Ports() {}

    /** A port that nobody uses now. The caller takes it at once: nothing reserves it. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new LocalStackException("no free port on 127.0.0.1: " + failure.getMessage(), failure);
        }
    }

    /** Fails with the holder's name when the port is taken. */
    public static void requireFree(int port, String wantedBy) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            String holder = PortHolder.of(port).map(who -> " by " + who).orElse("");
            throw new LocalStackException(
                    "port %d, which %s needs, is taken%s".formatted(port, wantedBy, holder), taken);
        }
    }

    /** Whether somebody accepts connections there. */
    public static boolean accepts(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
