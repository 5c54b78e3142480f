package io.openhavip.standalone.bench;

import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import java.io.IOException;

/** The reference: a plain Linux bridge that learns and floods, as one switch would, without any filter. */
final class FlatBridge implements BenchNetwork {

    private static final String BRIDGE = "br0";

    private final NetworkNamespace namespace;
    private int ports;

    FlatBridge(BenchNamespaces namespaces, String name) throws IOException {
        this.namespace = namespaces.create(name);
        commands().run("ip", "link", "add", BRIDGE, "type", "bridge", "stp_state", "0", "forward_delay", "0");
        commands().run("ip", "link", "set", BRIDGE, "up");
    }

    @Override
    public String name() {
        return "flat";
    }

    @Override
    public void plug(Guest guest) throws IOException {
        String port = "port" + ports++;
        guest.connect(namespace, port);
        commands().run("ip", "link", "set", port, "master", BRIDGE);
    }

    private Commands commands() {
        return new Commands(namespace);
    }
}
