package io.openhavip.standalone.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A server in a guest that takes every TCP connection and ends it. Owns a thread until closed. */
final class Answerer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final ServerSocketChannel server;

    private Answerer(ServerSocketChannel server) {
        this.server = server;
        Thread.ofPlatform().name("answerer").daemon().start(this::run);
    }

    static Answerer start(Guest guest, int port) throws IOException {
        ServerSocketChannel server = guest.namespace().call(ServerSocketChannel::open);
        server.bind(new InetSocketAddress(port), BACKLOG);
        return new Answerer(server);
    }

    private void run() {
        while (server.isOpen()) {
            try {
                server.accept().close();
            } catch (IOException e) {
                // The client was gone before it was taken, or close() ends the wait.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
