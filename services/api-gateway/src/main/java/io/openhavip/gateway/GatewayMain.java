package io.openhavip.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class GatewayMain {

    private GatewayMain() {}

    public static void main(String... arguments) {
        // Quarkus has no setting for it: it answers addresses that are not encoded itself, with nothing that a client
        // could read.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
