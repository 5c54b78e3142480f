package io.openhavip.testkit;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One server for the whole JVM, started when it is first wanted, gone when the JVM ends. Quarkus loads test resources by class loaders
 * of their own, so a static field would be one for each of them: what they share is a system property that says where the server is.
 *
 * @param <S> kind of server
 */
final class SharedServer<S extends TestServer> {

    private final String property;
    private final Supplier<String> launch;
    private final Function<String, S> attach;

    /**
     * @param property name of the system property
     * @param launch starts a server and says where it is
     * @param attach gives the server that is there
     */
    SharedServer(String property, Supplier<String> launch, Function<String, S> attach) {
        this.property = property;
        this.launch = launch;
        this.attach = attach;
    }

    S get() {
        // The only object that every class loader of this JVM sees and that nobody else locks for long.
        synchronized (property.intern()) {
            String place = System.getProperty(property);
            if (place == null) {
                place = launch.get();
                System.setProperty(property, place);
                S server = attach.apply(place);
                Runtime.getRuntime().addShutdownHook(new Thread(server::discard, "discard " + property));
                server.start();
                return server;
            }
            return attach.apply(place);
        }
    }
}
