package io.openhavip.agent.dataplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.agent.dataplane.KernelState.Device;
import io.openhavip.agent.dataplane.KernelState.ForwardingEntry;
import io.openhavip.agent.dataplane.KernelState.Neighbour;
import io.openhavip.agent.dataplane.KernelState.PortFlags;
import io.openhavip.agent.dataplane.KernelState.TunnelEntry;
import io.openhavip.agent.linux.Commands;
import io.openhavip.messaging.JsonMessages;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads {@link KernelState} from the JSON output of ip(8) and bridge(8). Thread-safe. */
final class KernelReader {

    private final Commands commands;

    KernelReader(Commands commands) {
        this.commands = commands;
    }

    KernelState read() throws IOException {
        Map<String, Device> devices = devices();
        JsonNode entries = json("bridge", "-j", "fdb", "show");
        return new KernelState(devices, forwarding(entries, devices), tunnelEntries(entries), neighbours());
    }

    private Map<String, Device> devices() throws IOException {
        Map<String, Device> devices = new HashMap<>();
        for (JsonNode link : json("ip", "-j", "-d", "link", "show")) {
            String name = link.path("ifname").asText();
            devices.put(
                    name,
                    new Device(
                            name,
                            link.path("linkinfo").path("info_kind").asText(),
                            link.path("address").asText(),
                            link.path("ifalias").asText(),
                            link.path("master").asText(),
                            hasFlag(link, "UP"),
                            flags(link.path("linkinfo").path("info_slave_data")),
                            settings(link.path("linkinfo"))));
        }
        return devices;
    }

    private static String settings(JsonNode link) {
        JsonNode settings = link.path("info_data");
        return switch (link.path("info_kind").asText()) {
            case "vxlan" ->
                Tunnel.settings(
                        settings.path("id").asInt(),
                        settings.path("local").asText(),
                        settings.path("port").asInt(),
                        settings.path("learning").asBoolean());
            case "bridge" -> Bridge.settings(settings.path("group_fwd_mask").asText());
            default -> "";
        };
    }

    private static PortFlags flags(JsonNode port) {
        return new PortFlags(
                port.path("learning").asBoolean(),
                port.path("flood").asBoolean(),
                port.path("mcast_flood").asBoolean(),
                port.path("bcast_flood").asBoolean(),
                port.path("proxy_arp").asBoolean(),
                port.path("neigh_suppress").asBoolean());
    }

    private static boolean hasFlag(JsonNode link, String flag) {
        for (JsonNode each : link.path("flags")) {
            if (each.asText().equals(flag)) {
                return true;
            }
        }
        return false;
    }

    // A device's own MAC stands in its bridge's table too, put there by the kernel; those are left out.
    private static Set<ForwardingEntry> forwarding(JsonNode list, Map<String, Device> devices) {
        Set<ForwardingEntry> entries = new HashSet<>();
        for (JsonNode entry : list) {
            String device = entry.path("ifname").asText();
            String mac = entry.path("mac").asText();
            String bridge = entry.path("master").asText();
            Device known = devices.get(device);
            boolean kernelsOwn = known != null && known.macAddress().equals(mac);
            if (!bridge.isEmpty() && !kernelsOwn && !entry.has("vlan")) {
                entries.add(new ForwardingEntry(bridge, device, mac));
            }
        }
        return entries;
    }

    private static Set<TunnelEntry> tunnelEntries(JsonNode list) {
        Set<TunnelEntry> entries = new HashSet<>();
        for (JsonNode entry : list) {
            if (entry.has("dst")) {
                entries.add(new TunnelEntry(
                        entry.path("ifname").asText(),
                        entry.path("mac").asText(),
                        entry.path("dst").asText()));
            }
        }
        return entries;
    }

    private Set<Neighbour> neighbours() throws IOException {
        Set<Neighbour> neighbours = new HashSet<>();
        for (JsonNode entry : json("ip", "-4", "-j", "neigh", "show", "nud", "permanent")) {
            neighbours.add(new Neighbour(
                    entry.path("dev").asText(),
                    entry.path("dst").asText(),
                    entry.path("lladdr").asText()));
        }
        return neighbours;
    }

    private JsonNode json(String... command) throws IOException {
        String output = commands.run(command);
        return JsonMessages.MAPPER.readTree(output.isBlank() ? "[]" : output);
    }
}
