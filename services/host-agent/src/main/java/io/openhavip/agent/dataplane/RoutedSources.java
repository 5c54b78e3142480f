package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.AddressBlock;
import io.openhavip.agent.facts.AddressRange;
import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.facts.RouteTables;
import io.openhavip.agent.facts.RouteTables.Entry;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sources that route entries allow a next hop to send from beside its own address: what is routed to it may come back from it. Of
 * a route's destination that is what the router sends this way: neither a vSwitch's addresses nor those of a more specific entry. So a
 * default route to a HAVIP does not let its owner speak for its neighbours, and what two next hops may use never overlaps. Immutable.
 *
 * @param ofHaVips by the HAVIP's address
 * @param ofInterfaces by network interface id
 */
public record RoutedSources(Map<AddressKey, NextHop> ofHaVips, Map<String, NextHop> ofInterfaces) {

    /** VSwitches' marks are below. */
    private static final int FIRST_MARK = 0x80000000;

    public static final RoutedSources NONE = new RoutedSources(Map.of(), Map.of());

    /**
     * A next hop.
     *
     * @param mark what nftables tells next hops apart by; never a vSwitch's
     */
    public record NextHop(int mark, List<AddressRange> sources) {

        public NextHop {
            sources = List.copyOf(sources);
        }
    }

    public RoutedSources {
        ofHaVips = Map.copyOf(ofHaVips);
        ofInterfaces = Map.copyOf(ofInterfaces);
    }

    /** @param vSwitchIds those that have a bridge here: what is in other VPCs is not of interest */
    static RoutedSources derive(Set<String> vSwitchIds, Facts facts) {
        Map<String, List<AddressBlock>> vSwitches = new HashMap<>();
        for (String vSwitchId : vSwitchIds) {
            Optional.ofNullable(facts.vSwitches().get(vSwitchId))
                    .ifPresent(vSwitch -> vSwitches.putIfAbsent(vSwitch.vpcId(), new ArrayList<>()));
        }
        for (VSwitchState vSwitch : facts.vSwitches().values()) {
            List<AddressBlock> ofVpc = vSwitches.get(vSwitch.vpcId());
            if (ofVpc != null) {
                AddressBlock.read(vSwitch.cidrBlock()).ifPresent(ofVpc::add);
            }
        }
        RouteTables tables = RouteTables.derive(vSwitches.keySet(), facts);
        Map<AddressKey, List<AddressRange>> ofHaVips = new HashMap<>();
        Map<String, List<AddressRange>> ofInterfaces = new HashMap<>();
        vSwitches.forEach((vpcId, blocks) -> {
            List<Entry> entries = tables.of(vpcId);
            for (Entry entry : entries) {
                entry.nextHop().ifPresent(nextHop -> {
                    List<AddressRange> ranges = ranges(entry.destination(), blocks, entries);
                    nextHop.networkInterfaceId()
                            .ifPresentOrElse(
                                    id -> add(ofInterfaces, id, ranges), () -> add(ofHaVips, key(nextHop), ranges));
                });
            }
        });
        Set<Integer> taken = new HashSet<>();
        return new RoutedSources(marked(ofHaVips, taken), marked(ofInterfaces, taken));
    }

    private static List<AddressRange> ranges(
            AddressBlock destination, List<AddressBlock> vSwitches, List<Entry> entries) {
        List<AddressBlock> elsewhere = new ArrayList<>(vSwitches);
        entries.stream()
                .map(Entry::destination)
                .filter(block -> block.prefix() > destination.prefix())
                .forEach(elsewhere::add);
        return AddressRange.without(List.of(AddressRange.of(destination)), elsewhere);
    }

    private static <K> Map<K, NextHop> marked(Map<K, List<AddressRange>> sources, Set<Integer> taken) {
        Map<K, NextHop> marked = new HashMap<>();
        sources.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> {
                    int mark = VirtualMac.hash(entry.getKey().toString()) | FIRST_MARK;
                    while (!taken.add(mark)) {
                        mark = mark + 1 | FIRST_MARK;
                    }
                    marked.put(entry.getKey(), new NextHop(mark, entry.getValue()));
                });
        return marked;
    }

    private static <K> void add(Map<K, List<AddressRange>> all, K key, List<AddressRange> ranges) {
        List<AddressRange> both = new ArrayList<>(all.getOrDefault(key, List.of()));
        both.addAll(ranges);
        both.sort((one, other) -> Long.compare(one.first(), other.first()));
        all.put(key, List.copyOf(both));
    }

    private static AddressKey key(RouteTables.NextHop haVip) {
        return new AddressKey(haVip.vSwitchId(), haVip.address());
    }
}
