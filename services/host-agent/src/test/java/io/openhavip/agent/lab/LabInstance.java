package io.openhavip.agent.lab;

import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
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
import java.util.function.Function;

/** A pretended instance: a network namespace with eth0. */
public final class LabInstance {

    private static final int PORT = 80;
    private static final int MIRROR_PORT = 81;
    private static final int CONNECT_MILLIS = 400;
    private static final int TRANSFER_MILLIS = 10_000;

    public final NetworkNamespace namespace;
    public final String instanceId;
    public final String networkInterfaceId;
    public final String mac;
    public final String address;
    private final Commands commands;
    private final Lab host;
    private final int number;
    private final VSwitchState vSwitch;
    private final List<AutoCloseable> opened = new ArrayList<>();

    LabInstance(Lab host, String namespaceName, int number, VSwitchState vSwitch) {
        this.host = host;
        this.number = number;
        this.vSwitch = vSwitch;
        this.namespace = new NetworkNamespace(namespaceName);
        this.commands = new Commands(namespace);
        this.instanceId = "i-lab0000000000000%02d".formatted(number);
        this.mac = "00:16:3e:00:00:%02x".formatted(number);
        this.address = vSwitch.cidrBlock().replaceFirst("[0-9]+/.*", String.valueOf(10 + number));
        this.networkInterfaceId =
                Lab.networkInterface(number, vSwitch.vSwitchId(), mac, address).networkInterfaceId();
    }

    public String device() {
        return Lab.device(networkInterfaceId);
    }

    public InstanceState state(InstanceStatus status) {
        NetworkInterface networkInterface = Lab.networkInterface(number, vSwitch.vSwitchId(), mac, address);
        return Lab.instanceState(instanceId, vSwitch.vpcId(), host.hostId(), status, networkInterface);
    }

    Owner owner() {
        return Lab.owner(networkInterfaceId, instanceId, mac, host.hostId());
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

    /** Answers every TCP connection with this instance's id, or with the caller's address. */
    public LabInstance serve() throws IOException {
        serve(PORT, client -> instanceId);
        serve(MIRROR_PORT, client -> client.getInetAddress().getHostAddress());
        return this;
    }

    private void serve(int port, Function<Socket, String> answer) throws IOException {
        ServerSocket server = namespace.call(() -> new ServerSocket(port));
        opened.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(answer.apply(client).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the client went away, or the server was closed
                }
            }
        });
    }

    /** Sends by the vSwitch's gateway what is not in the vSwitch. */
    public LabInstance routed() throws IOException {
        String gateway = vSwitch.cidrBlock().replaceFirst("[0-9]+/.*", "253");
        run("ip", "route", "replace", "default", "via", gateway);
        // An instance that first asks for its gateway in another's name is not answered, and asks no more for a second.
        run("ip", "neigh", "replace", gateway, "lladdr", host.routerMac(), "dev", "eth0");
        return this;
    }

    /** Who answers at an address; empty: nobody. */
    public Optional<String> ask(String target) throws IOException {
        return askFrom("0.0.0.0", target);
    }

    /** Who answers when asked from this source address. */
    public Optional<String> askFrom(String source, String target) throws IOException {
        return answer(source, target, PORT);
    }

    /** The address that another instance sees when called from this one; empty: no answer. */
    public Optional<String> seenFrom(String source, String target) throws IOException {
        return answer(source, target, MIRROR_PORT);
    }

    private Optional<String> answer(String source, String target, int port) throws IOException {
        return namespace.call(() -> {
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(CONNECT_MILLIS);
                socket.bind(new InetSocketAddress(source, 0));
                socket.connect(new InetSocketAddress(target, port), CONNECT_MILLIS);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Whether a datagram sent from this source address gets to the other instance. */
    public boolean datagramArrives(LabInstance receiver, String source) throws IOException {
        return datagramArrives(receiver, receiver.address, source);
    }

    /** The same by another address that leads to the receiver. */
    public boolean datagramArrives(LabInstance receiver, String target, String source) throws IOException {
        try (DatagramSocket in = receiver.namespace.call(() -> new DatagramSocket(0))) {
            in.setSoTimeout(CONNECT_MILLIS);
            byte[] text = instanceId.getBytes(StandardCharsets.US_ASCII);
            namespace.call(() -> {
                try (DatagramSocket out = new DatagramSocket(new InetSocketAddress(source, 0))) {
                    out.send(new DatagramPacket(text, text.length, new InetSocketAddress(target, in.getLocalPort())));
                    return true;
                }
            });
            in.receive(new DatagramPacket(new byte[64], 64));
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** How many bytes of a stream get to another instance: more than fits into a packet that a tunnel takes whole. */
    public int transfer(LabInstance receiver, int bytes) throws IOException {
        return transfer(receiver, receiver.address, bytes);
    }

    /** The same by another address that leads to the receiver. */
    public int transfer(LabInstance receiver, String target, int bytes) throws IOException {
        return transferFrom("0.0.0.0", receiver, target, bytes);
    }

    /** The same from a source address. */
    public int transferFrom(String source, LabInstance receiver, String target, int bytes) throws IOException {
        try (ServerSocket server = receiver.namespace.call(() -> new ServerSocket(0))) {
            server.setSoTimeout(TRANSFER_MILLIS);
            Thread.ofVirtual().start(() -> send(source, target, server.getLocalPort(), bytes));
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(TRANSFER_MILLIS);
                return accepted.getInputStream().readAllBytes().length;
            }
        }
    }

    private void send(String source, String target, int port, int bytes) {
        try (Socket socket = namespace.call(Socket::new)) {
            namespace.call(() -> {
                socket.bind(new InetSocketAddress(source, 0));
                socket.connect(new InetSocketAddress(target, port), CONNECT_MILLIS);
                return true;
            });
            socket.getOutputStream().write(new byte[bytes]);
        } catch (IOException e) {
            // the receiver says that nothing came
        }
    }

    /** Datagrams one way, all of one flow. */
    public static final class Flow implements AutoCloseable {
        private final DatagramSocket from;
        private final DatagramSocket to;
        private final InetSocketAddress target;

        private Flow(DatagramSocket from, DatagramSocket to, InetSocketAddress target) {
            this.from = from;
            this.to = to;
            this.target = target;
        }

        /** Whether a text gets through. */
        public boolean carries(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            from.send(new DatagramPacket(bytes, bytes.length, target));
            try {
                to.receive(new DatagramPacket(new byte[64], 64));
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }

        @Override
        public void close() {
            from.close();
            to.close();
        }
    }

    /** A flow of datagrams to an address that leads to the receiver. */
    public Flow flowTo(String target, LabInstance receiver) throws IOException {
        DatagramSocket to = receiver.namespace.call(() -> new DatagramSocket(0));
        to.setSoTimeout(CONNECT_MILLIS);
        DatagramSocket from = namespace.call(() -> new DatagramSocket(0));
        return new Flow(from, to, new InetSocketAddress(target, to.getLocalPort()));
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
