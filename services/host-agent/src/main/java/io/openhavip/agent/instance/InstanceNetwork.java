package io.openhavip.agent.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.agent.linux.Commands;
import io.openhavip.agent.linux.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cables between the data plane and instances: a veth pair for each port, the outer end in the data plane's namespace and marked
 * with the instance that it belongs to, the inner end eth0, eth1 and so on. What an instance later does to its own end is its affair;
 * the outer end is what the data plane guards, and sets up when it does: until then nothing gets from the instance to the host.
 * Thread-safe for different instances.
 */
final class InstanceNetwork {

    /** VXLAN between hosts takes 50 of Ethernet's 1500 bytes. */
    static final int MTU = 1450;

    private static final String ALIAS_PREFIX = "instance:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Commands plane;
    private final Commands machine = new Commands(new NetworkNamespace(""));

    InstanceNetwork(NetworkNamespace plane) {
        this.plane = new Commands(plane);
    }

    /** Gives the instance whose first process is {@code pid} these ports, and no others; those that are right are left alone. */
    void plug(String instanceId, List<InstanceSpec.Port> ports, long pid) throws IOException {
        Map<String, String> outer = outerEnds();
        Set<String> wanted = new HashSet<>();
        ports.forEach(port -> wanted.add(port.device()));
        for (Map.Entry<String, String> end : outer.entrySet()) {
            boolean own = end.getValue().equals(ALIAS_PREFIX + instanceId);
            if (own != wanted.contains(end.getKey())) {
                // Its own that it must not have, or one that it must have and that belongs elsewhere or is half made.
                remove(end.getKey());
            }
        }
        List<InstanceSpec.Port> missing = ports.stream()
                .filter(port -> !(ALIAS_PREFIX + instanceId).equals(outer.get(port.device())))
                .toList();
        if (!missing.isEmpty()) {
            connect(instanceId, missing, ports.getFirst(), pid);
        }
    }

    /** Takes all ports away. */
    void unplug(String instanceId) throws IOException {
        for (Map.Entry<String, String> end : outerEnds().entrySet()) {
            if (end.getValue().equals(ALIAS_PREFIX + instanceId)) {
                remove(end.getKey());
            }
        }
    }

    private void connect(String instanceId, List<InstanceSpec.Port> ports, InstanceSpec.Port primary, long pid)
            throws IOException {
        Set<String> taken = innerNames(pid);
        List<String> inside = new ArrayList<>(List.of("link set lo up"));
        for (InstanceSpec.Port port : ports) {
            String name = freeName(taken);
            taken.add(name);
            plane.run(("ip link add " + port.device() + " mtu " + MTU + " type veth peer name " + name + " mtu " + MTU
                            + " address " + port.macAddress() + " netns " + pid)
                    .split(" "));
            inside.add("addr add " + port.address() + "/" + port.prefix() + " brd + dev " + name);
            inside.add("link set " + name + " up");
            if (port.equals(primary)) {
                inside.add("route replace default via " + port.gateway() + " dev " + name);
            }
        }
        machine.runWithInput(
                String.join("\n", inside) + "\n",
                "nsenter",
                "--net=/proc/" + pid + "/ns/net",
                "sh",
                "-ec",
                "for each in all default; do"
                        + " [ ! -e /proc/sys/net/ipv6 ] || echo 1 >/proc/sys/net/ipv6/conf/$each/disable_ipv6; done;"
                        + " exec ip -batch -");
        // Last: what fails before is half made, and made again.
        for (InstanceSpec.Port port : ports) {
            plane.run("ip", "link", "set", port.device(), "alias", ALIAS_PREFIX + instanceId);
        }
    }

    /** Names of the data plane's veth ends, with what they are marked as. */
    private Map<String, String> outerEnds() throws IOException {
        Map<String, String> ends = new HashMap<>();
        for (JsonNode link : JSON.readTree(plane.run("ip", "-j", "link", "show", "type", "veth"))) {
            if (link.hasNonNull("ifname")) {
                ends.put(link.get("ifname").asText(), link.path("ifalias").asText(""));
            }
        }
        return ends;
    }

    private Set<String> innerNames(long pid) throws IOException {
        Set<String> names = new HashSet<>();
        String links = machine.run("nsenter", "--net=/proc/" + pid + "/ns/net", "ip", "-j", "link");
        JSON.readTree(links).forEach(link -> names.add(link.path("ifname").asText()));
        return names;
    }

    private static String freeName(Set<String> taken) {
        int number = 0;
        while (taken.contains("eth" + number)) {
            number++;
        }
        return "eth" + number;
    }

    private void remove(String device) throws IOException {
        try {
            plane.run("ip", "link", "del", device);
        } catch (IOException e) {
            // Its other end's namespace may have gone with it meanwhile.
            if (outerEnds().containsKey(device)) {
                throw e;
            }
        }
    }
}
