package io.openhavip.agent.dataplane;

import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.agent.netlink.KeyEncoding;
import io.openhavip.agent.netlink.NftSocket;
import io.openhavip.agent.netlink.SetElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the kernel dropped at each port, counted by the kernel itself in sets that it fills. They outlive the agent; what a port counted
 * is forgotten when the port is gone. Owns a netlink socket. Thread-safe.
 */
final class DropCounters implements AutoCloseable {

    private final NftSocket socket;
    private Map<String, Drops> byDevice = Map.of();
    private Drops total = Drops.NONE;

    DropCounters(NetworkNamespace namespace) throws IOException {
        this.socket = NftSocket.open(namespace, Ruleset.TABLE);
    }

    /**
     * Reads the counters of these ports and has the kernel forget all others'.
     *
     * @return what each has dropped, by device; a port that dropped nothing is not in it
     */
    synchronized Map<String, Drops> read(Set<String> devices) throws SystemCallException {
        Map<String, Long> multicast = packets(Ruleset.MULTICAST_DROPS, devices);
        Map<String, Long> vrrp = packets(Ruleset.VRRP_DROPS, devices);
        Map<String, Long> spoofed = packets(Ruleset.SPOOF_DROPS, devices);
        Map<String, Long> toHost = packets(Ruleset.HOST_DROPS, devices);
        Map<String, Drops> read = new HashMap<>();
        for (String device : devices) {
            Drops drops = new Drops(
                    multicast.getOrDefault(device, 0L),
                    vrrp.getOrDefault(device, 0L),
                    spoofed.getOrDefault(device, 0L),
                    toHost.getOrDefault(device, 0L));
            if (!drops.equals(Drops.NONE)) {
                read.put(device, drops);
                total = total.plus(drops.since(byDevice.getOrDefault(device, Drops.NONE)));
            }
        }
        byDevice = Map.copyOf(read);
        return byDevice;
    }

    /** All drops of all ports up to the last reading, also of those that are gone. */
    synchronized Drops total() {
        return total;
    }

    private Map<String, Long> packets(String set, Set<String> devices) throws SystemCallException {
        Map<String, Long> byName = new HashMap<>();
        List<SetElement> gone = new ArrayList<>();
        socket.packets(set).orElse(Map.of()).forEach((key, packets) -> {
            byte[] bytes = HexFormat.of().parseHex(key);
            String device = KeyEncoding.deviceName(bytes);
            if (devices.contains(device)) {
                byName.put(device, packets);
            } else {
                gone.add(SetElement.of(set, bytes));
            }
        });
        if (!gone.isEmpty()) {
            socket.apply(gone, List.of());
        }
        return byName;
    }

    @Override
    public synchronized void close() {
        socket.close();
    }
}
