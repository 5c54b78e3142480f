package io.openhavip.agent.router;

import io.openhavip.agent.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kernel settings inside a router's namespace: it forwards, sends no redirects (what is routed to a HAVIP leaves where it came in),
 * checks no reverse path (bridges have done it, better), asks and answers by ARP only with addresses of the device itself (what comes
 * from an EIP would otherwise have it ask for an instance in the EIP's name, which the bridge refuses), and has no IPv6.
 */
final class RouterSettings {

    private static final Path DIRECTORY = Path.of("/proc/sys/net");
    private static final Map<String, String> OF_DEVICES = Map.of(
            "rp_filter", "0",
            "send_redirects", "0",
            "accept_redirects", "0",
            "arp_ignore", "1",
            "arp_announce", "2");

    private RouterSettings() {}

    /**
     * Brings the settings about, for all present devices too.
     *
     * @return how many were otherwise
     */
    static int apply(NetworkNamespace router, Iterable<String> devices) throws IOException {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("ipv6/conf/all/disable_ipv6", "1");
        wanted.put("ipv6/conf/default/disable_ipv6", "1");
        wanted.put("ipv4/ip_forward", "1");
        ofDevice(wanted, "default");
        ofDevice(wanted, "all");
        devices.forEach(device -> ofDevice(wanted, device));
        return router.call(() -> {
            int changed = 0;
            for (Map.Entry<String, String> each : wanted.entrySet()) {
                Path setting = DIRECTORY.resolve(each.getKey());
                if (Files.exists(setting) && !Files.readString(setting).strip().equals(each.getValue())) {
                    Files.writeString(setting, each.getValue());
                    changed++;
                }
            }
            return changed;
        });
    }

    private static void ofDevice(Map<String, String> wanted, String device) {
        OF_DEVICES.forEach((setting, value) -> wanted.put("ipv4/conf/" + device + "/" + setting, value));
    }
}
