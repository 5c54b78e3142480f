package io.openhavip.standalone.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client: asks an address over HTTP fifty times a second, each time on a new connection, and writes a line an answer: the time in
 * microseconds since the epoch, and who answered or {@code -}. A process of its own, since it runs in another network namespace.
 */
public final class ClientMain {

    static final String NOBODY = "-";
    static final long PERIOD_MS = 20;
    private static final int LIMIT_MS = 150;

    private ClientMain() {}

    /** @param arguments the address to ask */
    public static void main(String[] arguments) {
        InetSocketAddress server = new InetSocketAddress(arguments[0], 80);
        long next = System.nanoTime();
        while (true) {
            String answer = ask(server);
            Instant now = Instant.now();
            System.out.println(TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000 + " " + answer);
            next = Math.max(System.nanoTime(), next + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS));
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static String ask(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: havip\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (Scanner answer = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
                String last = NOBODY;
                while (answer.hasNextLine()) {
                    String line = answer.nextLine().strip();
                    last = line.isEmpty() ? last : line;
                }
                return last;
            }
        } catch (IOException e) {
            return NOBODY;
        }
    }
}
