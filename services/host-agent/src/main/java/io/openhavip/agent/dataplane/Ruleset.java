package io.openhavip.agent.dataplane;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nftables table of the data plane, without its elements. Policy drop, but only for the agent's own ports: what comes in on
 * another device passes. ARP ends here or at the bridge; nothing of it reaches another instance. Nothing at all reaches the host.
 */
final class Ruleset {

    static final String FAMILY = "bridge";
    static final String TABLE = "openhavip";
    static final String PORTS = "ports";
    static final String PORT_VSWITCH = "port_vsw";
    static final String BIND = "bind";
    static final String OWNER_SOURCE = "owner_src";
    static final String HAVIP_MAC = "havip_mac";
    static final String ROUTER_PORTS = "router_ports";
    static final String ROUTED_TO = "routed_to";
    static final String OWNER_ROUTED = "owner_routed";
    static final String HAVIP_NEXT_HOP = "havip_next_hop";
    static final String TUNNEL_PORTS = "tunnel_ports";
    static final String HAVIPS = "havips";
    static final String REMOTE_OWNER = "remote_owner";
    static final String MULTICAST_DROPS = "multicast_drops";
    static final String VRRP_DROPS = "vrrp_drops";
    static final String SPOOF_DROPS = "spoof_drops";
    static final String HOST_DROPS = "host_drops";

    /** The sets that the agent fills. The others are filled by the kernel, which counts in them. */
    static final List<String> SETS = List.of(
            PORTS,
            PORT_VSWITCH,
            BIND,
            OWNER_SOURCE,
            HAVIP_MAC,
            ROUTER_PORTS,
            ROUTED_TO,
            OWNER_ROUTED,
            HAVIP_NEXT_HOP,
            TUNNEL_PORTS,
            HAVIPS,
            REMOTE_OWNER);

    private static final String SET_DEFINITIONS = """
              set ports { type ifname; }
              map port_vsw { type ifname : mark; }
              set bind { type ifname . ether_addr . ipv4_addr; }
              set owner_src { type ifname . ether_addr . ipv4_addr; }
              map havip_mac { type mark . ipv4_addr : ether_addr; }
              set router_ports { type ifname; }
              map routed_to { type mark . ipv4_addr : mark; flags interval; }
              set owner_routed { type ifname . ether_addr . mark; }
              map havip_next_hop { type mark . ether_addr : ether_addr; }
              set tunnel_ports { type ifname; }
              set havips { type mark . ipv4_addr; }
              set remote_owner { type mark . ipv4_addr . ether_addr; }
              set multicast_drops { type ifname; size 4096; flags dynamic; counter; }
              set vrrp_drops { type ifname; size 4096; flags dynamic; counter; }
              set spoof_drops { type ifname; size 4096; flags dynamic; counter; }
              set host_drops { type ifname; size 4096; flags dynamic; counter; }
            """;

    // Requests go on as broadcasts: under neigh_suppress the kernel does not answer a unicast one.
    // What comes by a tunnel was guarded where it entered it; a HAVIP is looked up again, for the sender may be behind:
    // nobody but the
    // owner is spoken for or spoken to, whatever MAC another host has chosen.
    // A router forwards, so its sources are anyone's: it has taken them from a guarded port, or from its external link.
    // Nearly everything comes from a bound source: it is looked up first, and what else a packet could be is not.
    // A source that a route entry allows is looked up in two steps, so that a switch changes no intervals: they cost
    // 0.2 ms each.
    // Counting and dropping are two rules: a full set ends the rule that would add to it, and must not let a packet
    // pass.
    // What a route entry sends to a HAVIP has another destination: only the virtual MAC tells.
    // What comes up from a bridge would be the host's to receive, and to route: what was sent to the MAC of one of its
    // devices, ARP requests, and the link-local groups, which pass prerouting by.
    private static final String CHAIN_DEFINITIONS = """
              chain prerouting {
                %s
                ether type ip iifname . ether saddr . ip saddr @bind goto ip_guarded
                ether type ip iifname . ether saddr . ip saddr @owner_src goto ip_guarded
                iifname != @ports accept
                meta mark set iifname map @port_vsw
                iifname @tunnel_ports goto from_tunnel
                ether type arp goto arp_from_instance
                ether type ip iifname @router_ports goto ip_from_router
                ether type ip goto ip_from_instance
              }
              chain arp_from_instance {
                arp operation != request drop
                arp saddr ip 0.0.0.0 drop
                iifname . ether saddr . arp saddr ip != @bind iifname . ether saddr . arp saddr ip != @owner_src goto arp_routed
                iifname . arp saddr ether . arp saddr ip != @bind iifname . arp saddr ether . arp saddr ip != @owner_src goto spoofed
                ether daddr set ff:ff:ff:ff:ff:ff accept
              }
              chain arp_routed {
                meta mark set meta mark . arp saddr ip map @routed_to
                iifname . ether saddr . meta mark != @owner_routed goto spoofed
                iifname . arp saddr ether . meta mark != @owner_routed goto spoofed
                ether daddr set ff:ff:ff:ff:ff:ff accept
              }
              chain ip_guarded {
                ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 goto multicast
                ip daddr & 240.0.0.0 == 224.0.0.0 goto multicast
                ip daddr 255.255.255.255 goto multicast
                meta mark set iifname map @port_vsw
                goto steer
              }
              chain ip_from_instance {
                ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 goto multicast
                ip daddr & 240.0.0.0 == 224.0.0.0 goto multicast
                ip daddr 255.255.255.255 goto multicast
                meta mark set meta mark . ip saddr map @routed_to
                iifname . ether saddr . meta mark != @owner_routed goto spoofed
                meta mark set iifname map @port_vsw
                goto steer
              }
              chain multicast {
                ip daddr 224.0.0.18 ip protocol vrrp add @vrrp_drops { iifname }
                add @multicast_drops { iifname }
                drop
              }
              chain spoofed {
                add @spoof_drops { iifname }
                drop
              }
              chain ip_from_router {
                ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 drop
                ip daddr & 240.0.0.0 == 224.0.0.0 drop
                ip daddr 255.255.255.255 drop
                goto steer
              }
              chain from_tunnel {
                ether type != ip drop
                ether daddr & 01:00:00:00:00:00 == 01:00:00:00:00:00 drop
                ip daddr & 240.0.0.0 == 224.0.0.0 drop
                ip daddr 255.255.255.255 drop
                ether saddr & ff:ff:00:00:00:00 == 02:a2:00:00:00:00 goto steer
                meta mark . ip saddr @havips meta mark . ip saddr . ether saddr != @remote_owner drop
                goto steer
              }
              chain steer {
                ether daddr set meta mark . ip daddr map @havip_mac accept
                meta mark . ip daddr @havips drop
                ether daddr & ff:ff:00:00:00:00 == 02:a1:00:00:00:00 goto to_next_hop
                accept
              }
              chain to_next_hop {
                ether daddr set meta mark . ether daddr map @havip_next_hop accept
                drop
              }
              chain input {
                %s
                iifname != @ports accept
                ether type arp drop
                add @host_drops { iifname }
                drop
              }
            """;

    private static final String PREROUTING = "type filter hook prerouting priority -300; policy drop;";
    private static final String INPUT = "type filter hook input priority -300; policy accept;";

    private Ruleset() {}

    /** The table with its sets only. */
    static String sets(String table) {
        return "table " + FAMILY + " " + table + " {\n" + SET_DEFINITIONS + "}\n";
    }

    /** Names devices as ports: from then on what comes in by them needs an element that lets it pass. */
    static String guard(String table, Collection<String> devices) {
        return devices.isEmpty()
                ? ""
                : "add element " + FAMILY + " " + table + " " + PORTS + " { "
                        + devices.stream()
                                .sorted()
                                .map(name -> '"' + name + '"')
                                .collect(Collectors.joining(", "))
                        + " }\n";
    }

    /** The chains in effect. */
    static String chains(String table) {
        return chains(table, PREROUTING, INPUT);
    }

    /** The chains without their hooks: never in effect. */
    static String dormantChains(String table) {
        return chains(table, "", "");
    }

    private static String chains(String table, String prerouting, String input) {
        return "table " + FAMILY + " " + table + " {\n" + CHAIN_DEFINITIONS.formatted(prerouting, input) + "}\n";
    }
}
