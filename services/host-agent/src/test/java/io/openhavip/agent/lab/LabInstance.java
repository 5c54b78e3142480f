package io.openhavip.agent.lab;

import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pretended instance: a network namespace with eth0. */
public final class LabInstance {

    private static final int PORT = 80;
    private static final int CONNECT_MILLIS = 400;

    public final NetworkNamespace namespace;
    public final String instanceId;
    public final String networkInterfaceId;
    public final String mac;
    public final String address;
    private final Commands commands;
    private final int number;
    private final List<AutoCloseable> opened = new ArrayList<>();

    LabInstance(String namespaceName, int number) {
        this.number = number;
        this.namespace = new NetworkNamespace(namespaceName);
        this.commands = new Commands(namespace);
        this.instanceId = "i-lab0000000000000%02d".formatted(number);
        this.mac = "00:16:3e:00:00:%02x".formatted(number);
        this.address = "192.168.0." + (10 + number);
        this.networkInterfaceId = Lab.networkInterface(number, mac, address).networkInterfaceId();
    }

    public String device() {
        return Lab.device(networkInterfaceId);
    }

    public InstanceState state(InstanceStatus status) {
        NetworkInterface networkInterface = Lab.networkInterface(number, mac, address);
        return Lab.instanceState(instanceId, status, networkInterface);
    }

    Owner owner() {
        return Lab.owner(networkInterfaceId, instanceId, mac);
    }

    public String run(String... command) throws IOException {
        return commands.run(command);
    }

    /** Puts the HAVIP on eth0, without announcing it. */
    public void hold(String held) throws IOException {
        run("ip", "addr", "add", held + "/32", "dev", "eth0");
    }

    /** Announces an address as keepalived does. */
    public void announce(String announced) throws IOException {
        run("arping", "-c", "1", "-U", "-I", "eth0", announced);
    }

    /** Answers every TCP connection with this instance's id. */
    public LabInstance serve() throws IOException {
        ServerSocket server = namespace.call(() -> new ServerSocket(PORT));
        opened.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(instanceId.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the client went away, or the server was closed
                }
            }
        });
        return this;
    }

    /** Who answers at an address; empty: nobody. */
    public Optional<String> ask(String target) throws IOException {
        return askFrom("0.0.0.0", target);
    }

    /** Who answers when asked from this source address. */
    public Optional<String> askFrom(String source, String target) throws IOException {
        return namespace.call(() -> {
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(CONNECT_MILLIS);
                socket.bind(new InetSocketAddress(source, 0));
                socket.connect(new InetSocketAddress(target, PORT), CONNECT_MILLIS);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Whether a datagram sent from this source address gets to the other instance. */
    public boolean datagramArrives(LabInstance receiver, String source) throws IOException {
        try (DatagramSocket in = receiver.namespace.call(() -> new DatagramSocket(0))) {
            in.setSoTimeout(CONNECT_MILLIS);
            byte[] text = instanceId.getBytes(StandardCharsets.US_ASCII);
            namespace.call(() -> {
                try (DatagramSocket out = new DatagramSocket(new InetSocketAddress(source, 0))) {
                    out.send(new DatagramPacket(
                            text, text.length, new InetSocketAddress(receiver.address, in.getLocalPort())));
                    return true;
                }
            });
            in.receive(new DatagramPacket(new byte[64], 64));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** The MAC that this instance has in its neighbour cache for an address. */
    public String neighbour(String target) throws IOException {
        return run("ip", "neigh", "show", target);
    }

    void close() throws IOException {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
