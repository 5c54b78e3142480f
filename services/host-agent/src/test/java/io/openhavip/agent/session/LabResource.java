package io.openhavip.agent.session;

import io.openhavip.agent.lab.Lab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Gives the application under test a lab's namespace to work in. */
public class LabResource implements QuarkusTestResourceLifecycleManager {

    private static Lab lab;

    /** The lab of the running application. */
    static Lab lab() {
        return lab;
    }

    @Override
    public Map<String, String> start() {
        try {
            lab = new Lab(Lab.HOST, Optional.of(Lab.TUNNEL_ADDRESS));
            return Map.of(
                    "havip.agent.network-namespace",
                    lab.agent.name(),
                    "havip.agent.tunnel-address",
                    Lab.TUNNEL_ADDRESS,
                    "havip.agent.external-device",
                    Lab.EXTERNAL_DEVICE,
                    "havip.agent.host-id",
                    Lab.HOST,
                    "havip.agent.reconcile-interval",
                    "500ms");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            lab.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
