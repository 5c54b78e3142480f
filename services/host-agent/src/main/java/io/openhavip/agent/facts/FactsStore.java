package io.openhavip.agent.facts;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.messaging.HaVipsByAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The facts as they are now. Ownership of an address only moves forward: a state whose epoch is not higher than the last one told is
 * refused, also when the address was without ownership in between. Thread-safe; no call blocks.
 */
public final class FactsStore {

    /** How many addresses without ownership keep their last epoch, so that a late record can't bring an old owner back. */
    static final int REMEMBERED_EPOCHS = 100_000;

    /** How many things that are gone from the network are remembered as such. */
    static final int REMEMBERED_DELETIONS = 100_000;

    private final Map<String, VSwitchState> vSwitches = new HashMap<>();
    private final Map<String, InstanceState> instances = new HashMap<>();
    private final Map<String, RouteState> routes = new HashMap<>();
    private final Map<String, EipState> eips = new HashMap<>();
    private final Map<String, HostState> hosts = new HashMap<>();
    private final HaVipsByAddress haVips = new HaVipsByAddress();
    private final Map<AddressKey, OwnershipState> ownerships = new HashMap<>();
    /** Of those the addresses whose state is known from its event alone. */
    private final Set<AddressKey> expected = new HashSet<>();

    private volatile Predicate<String> stillRuns = instanceId -> false;
    private final Map<AddressKey, Long> endedEpochs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AddressKey, Long> eldest) {
            return size() > REMEMBERED_EPOCHS;
        }
    };

    private final Map<String, Boolean> deletions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_DELETIONS;
        }
    };

    public synchronized void put(VSwitchState vSwitch) {
        vSwitches.put(vSwitch.vSwitchId(), vSwitch);
    }

    public synchronized void put(InstanceState instance) {
        instances.put(instance.instanceId(), instance);
    }

    public synchronized void put(RouteState route) {
        routes.put(route.routeEntryId(), route);
    }

    public synchronized void put(EipState eip) {
        eips.put(eip.eipId(), eip);
    }

    public synchronized void put(HostState host) {
        hosts.put(host.hostId(), host);
    }

    public synchronized void put(HaVipState haVip) {
        haVips.put(haVip);
    }

    /** @return false: the epoch is not higher than the one that is known, and nothing changed */
    public synchronized boolean put(OwnershipState ownership) {
        expected.remove(ownership.key());
        return replace(ownership);
    }

    /** As {@link #put}, of a state that its topic will have in a moment: until then nothing that the topic says takes it back. */
    public synchronized boolean expect(OwnershipState ownership) {
        boolean isNewer = replace(ownership);
        if (isNewer) {
            expected.add(ownership.key());
        }
        return isNewer;
    }

    private boolean replace(OwnershipState ownership) {
        AddressKey key = ownership.key();
        long known = Optional.ofNullable(ownerships.get(key))
                .map(OwnershipState::epoch)
                .orElse(endedEpochs.getOrDefault(key, Long.MIN_VALUE));
        if (ownership.epoch() <= known) {
            return false;
        }
        endedEpochs.remove(key);
        ownerships.put(key, ownership);
        return true;
    }

    /** A vSwitch, an instance or a route entry was deleted; ids of these kinds never coincide, and never come back. */
    public synchronized void deleteFromNetwork(String id) {
        missFromNetwork(id);
        deletions.put(id, true);
    }

    /** The same is not among the facts any more, and nothing says that it was deleted. */
    public synchronized void missFromNetwork(String id) {
        vSwitches.remove(id);
        instances.remove(id);
        routes.remove(id);
    }

    /** Whether a record said that this is gone. */
    public synchronized boolean isDeletedFromNetwork(String id) {
        return deletions.containsKey(id);
    }

    public synchronized void removeEip(String eipId) {
        eips.remove(eipId);
    }

    public synchronized void removeHost(String hostId) {
        hosts.remove(hostId);
    }

    public synchronized void removeHaVip(String haVipId) {
        haVips.remove(haVipId);
    }

    public synchronized void removeOwnership(AddressKey key) {
        if (expected.contains(key)) {
            return;
        }
        OwnershipState gone = ownerships.remove(key);
        if (gone != null) {
            endedEpochs.put(key, gone.epoch());
        }
    }

    public synchronized Optional<VSwitchState> vSwitch(String vSwitchId) {
        return Optional.ofNullable(vSwitches.get(vSwitchId));
    }

    /** Whether a HAVIP has this address. */
    public synchronized boolean hasHaVip(AddressKey key) {
        return haVips.at(key).isPresent();
    }

    public synchronized Optional<OwnershipState> ownership(AddressKey key) {
        return Optional.ofNullable(ownerships.get(key));
    }

    /**
     * Names the instances that still run here whatever the facts say: a stopped one of them is shown as Stopping, so that it keeps
     * its ports for the last words of its services, such as keepalived's farewell. {@code asked} is called under the store's lock.
     */
    public void whileRunning(Predicate<String> asked) {
        stillRuns = asked;
    }

    public synchronized Facts snapshot() {
        Map<String, HaVipState> present = new HashMap<>();
        haVips.all().forEach(haVip -> present.put(haVip.haVipId(), haVip));
        return new Facts(vSwitches, shown(), present, ownerships, routes, eips, hosts);
    }

    private Map<String, InstanceState> shown() {
        Map<String, InstanceState> shown = new HashMap<>(instances);
        shown.replaceAll((id, instance) -> instance.status() == InstanceStatus.Stopped && stillRuns.test(id)
                ? instance.as(InstanceStatus.Stopping)
                : instance);
        return shown;
    }
}
