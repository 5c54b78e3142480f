package io.openhavip.localstack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports, of 127.0.0.1 where no host is named. */
public final class Ports {

    private static final int CONNECT_TIMEOUT_MS = 500;
    private static final int LOWEST_FREE_PORT = 20_000;
    private static final int LOWEST_EPHEMERAL_PORT = 32_768;
    private static final int FREE_PORT_ATTEMPTS = 1000;

    /** Held, and never closed: one for each port that was given. */
    private static final List<DatagramSocket> RESERVED = new ArrayList<>();

    private Ports() {}

    /**
     * A port that nobody uses, and that no other caller of this method gets on this machine until this process ends: servers start long
     * after their ports are chosen. It lies below the range from which the kernel gives ports to connecting sockets: there, a client
     * that tries to reach a stopped server may be given the server's own port, connects to itself and keeps the server from coming back.
     */
    public static synchronized int free() {
        for (int attempt = 0; attempt < FREE_PORT_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_FREE_PORT, LOWEST_EPHEMERAL_PORT);
            if (reserve(port)) {
                return port;
            }
        }
        throw new LocalStackException("no free port found on 127.0.0.1 in %d attempts".formatted(FREE_PORT_ATTEMPTS));
    }

    /**
     * Takes the UDP port of the same number as a token, which leaves the TCP port to the server: one holder in the network namespace in
     * which servers could collide, and given back by the kernel when this process dies.
     */
    static boolean reserve(int port) {
        try {
            RESERVED.add(new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port)));
        } catch (IOException reservedByAnother) {
            return false;
        }
        return isFree(port);
    }

    /** Fails with the holder's name when the port is taken. */
    public static void requireFree(int port, String wantedBy) {
        if (!isFree(port)) {
            String holder = PortHolder.of(port).map(who -> " by " + who).orElse("");
            throw new LocalStackException("port %d, which %s needs, is taken%s".formatted(port, wantedBy, holder));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
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
