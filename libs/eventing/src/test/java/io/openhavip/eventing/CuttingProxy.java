package io.openhavip.eventing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way to the database that breaks, when told to, at the moment that the client asks for a commit. */
final class CuttingProxy implements AutoCloseable {

    /** When the connection breaks. */
    enum Cut {
        NEVER,
        /** The server commits; the client never hears of it. */
        AFTER_COMMIT_ARRIVED,
        /** The server never hears of it. */
        BEFORE_COMMIT_ARRIVED
    }

    private final ServerSocket server;
    private final int target;
    private volatile Cut cut = Cut.NEVER;
    private volatile String also = "COMMIT";

    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cut(Cut next) {
        cut = next;
    }

    /** A statement that commits by itself counts as a request for a commit too. */
    void commitsBy(String statement) {
        also = statement;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> forwardRequests(client, database));
                Thread.ofVirtual().start(() -> forwardAnswers(database, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void forwardRequests(Socket client, Socket database) {
        try (client;
                database) {
            Predicate<String> commits = new CommitRequest();
            byte[] buffer = new byte[8192];
            InputStream in = client.getInputStream();
            OutputStream out = database.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean commit = commits.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                if (commit && cut == Cut.BEFORE_COMMIT_ARRIVED) {
                    return;
                }
                if (commit && cut == Cut.AFTER_COMMIT_ARRIVED) {
                    client.close();
                }
                out.write(Arrays.copyOf(buffer, read));
                out.flush();
                if (commit && cut == Cut.AFTER_COMMIT_ARRIVED) {
                    // The answer says that the commit is done; nobody is there to hear it.
                    database.setSoTimeout(5000);
                    database.getInputStream().read();
                    return;
                }
            }
        } catch (IOException broken) {
            // One side went away.
        }
    }

    /** Knows a request for a commit on one connection: its text at first, later the name of the statement prepared from it. */
    private final class CommitRequest implements Predicate<String> {
        private static final Pattern PREPARED = Pattern.compile("(S_\\d+)\0COMMIT\0");
        private Optional<String> name = Optional.empty();

        @Override
        public boolean test(String bytes) {
            Matcher prepared = PREPARED.matcher(bytes);
            if (prepared.find()) {
                name = Optional.of('\0' + prepared.group(1) + '\0');
            }
            return bytes.contains("COMMIT")
                    || bytes.contains(also)
                    || name.filter(bytes::contains).isPresent();
        }
    }

    private void forwardAnswers(Socket database, Socket client) {
        try (client;
                database) {
            database.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // One side went away.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
