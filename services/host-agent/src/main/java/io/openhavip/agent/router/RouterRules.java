package io.openhavip.agent.router;

import io.openhavip.agent.router.VpcRouter.ExternalPort;
import io.openhavip.agent.router.VpcRouter.RouterPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The nftables ruleset of a router's namespace, as text for {@code nft -f}: a pure function. EIPs are translated one to one, and only
 * what is translated passes the external port, in or out. What asks for an EIP from inside is translated too, and answered through the
 * router, or it would hear from an address that it did not ask.
 */
final class RouterRules {

    /** The mark of what leaves by the external port, which a routing rule looks at. */
    static final int WAY_OUT = 1;

    // A flow that began under another translation is no longer one: both directions are compared with what stands now.
    private static final String CHAINS = """
              chain choose_way {
                type filter hook prerouting priority -150; policy accept;
                iifname != "outside" meta mark set ip saddr map @way_out
              }
              chain inward {
                type nat hook prerouting priority -100; policy accept;
                dnat to ip daddr map @eip_to_private
              }
              chain through {
                type filter hook forward priority 0; policy accept;
                iifname "outside" goto from_outside
                oifname "outside" meta mark != 0x1 drop
              }
              chain from_outside {
                ip saddr @vpc_blocks drop
                oifname "outside" drop
                ct original ip daddr . ip daddr @translation accept
                ct reply ip daddr . ip daddr @translation accept
                drop
              }
              chain to_router {
                type filter hook input priority 0; policy accept;
                iifname "outside" drop
              }
              chain outward {
                type nat hook postrouting priority 100; policy accept;
                oifname "outside" snat to ip saddr map @private_to_eip
                iifname != "outside" ct status dnat snat to ip saddr map @private_to_eip
                iifname != "outside" ct status dnat masquerade
              }
            """;

    private RouterRules() {}

    static String text(VpcRouter router) {
        Map<String, String> translations =
                new TreeMap<>(router.external().map(ExternalPort::translations).orElse(Map.of()));
        StringBuilder text = new StringBuilder("table ip openhavip {\n");
        set(text, "map eip_to_private", "ipv4_addr : ipv4_addr", "", joined(translations, "%s : %s"));
        set(text, "map private_to_eip", "ipv4_addr : ipv4_addr", "", joined(translations, "%2$s : %1$s"));
        List<String> ways = new ArrayList<>(joined(translations, "%2$s : " + WAY_OUT));
        new TreeMap<>(router.detours())
                .forEach((address, detour) -> ways.add(address + " : 0x" + Integer.toHexString(detour.mark())));
        set(text, "map way_out", "ipv4_addr : mark", "", ways);
        set(text, "set translation", "ipv4_addr . ipv4_addr", "", joined(translations, "%s . %s"));
        set(text, "set vpc_blocks", "ipv4_addr", " flags interval; auto-merge;", blocks(router));
        return text.append(CHAINS).append("}\n").toString();
    }

    private static void set(StringBuilder text, String name, String type, String flags, List<String> elements) {
        text.append("  ")
                .append(name)
                .append(" { type ")
                .append(type)
                .append(';')
                .append(flags);
        if (!elements.isEmpty()) {
            text.append(" elements = { ").append(String.join(", ", elements)).append(" }");
        }
        text.append(" }\n");
    }

    private static List<String> joined(Map<String, String> translations, String form) {
        return translations.entrySet().stream()
                .map(each -> form.formatted(each.getKey(), each.getValue()))
                .collect(Collectors.toList());
    }

    private static List<String> blocks(VpcRouter router) {
        return router.ports().values().stream()
                .map(RouterPort::block)
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
