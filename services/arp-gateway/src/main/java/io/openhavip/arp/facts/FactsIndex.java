package io.openhavip.arp.facts;

import io.openhavip.arp.domain.Facts;
import io.openhavip.arp.domain.Port;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.messaging.HaVipsByAddress;
import io.openhavip.messaging.StateListener;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * HAVIPs by address and ports by id, as havip.state and network.state tell them: every replica holds all of it. One thread tells,
 * any number asks; an answer is as new as the last change that was told completely.
 */
@Singleton
public class FactsIndex implements StateListener {

    private final HaVipsByAddress haVips = new HaVipsByAddress();
    private final Map<String, Port> ports = new ConcurrentHashMap<>();
    private final Map<String, InstanceState> instances = new HashMap<>();
    private final Map<String, Set<AddressKey>> byAssociated = new HashMap<>();
    private final CopyOnWriteArrayList<Consumer<AddressKey>> followers = new CopyOnWriteArrayList<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);

    /** Calls {@code follower} with each address whose facts changed, on the telling thread, once all facts have been read. */
    public void follow(Consumer<AddressKey> follower) {
        followers.add(follower);
    }

    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until every fact that stood on the topics at the start is known. */
    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
    }

    public Optional<Port> port(String networkInterfaceId) {
        return Optional.ofNullable(ports.get(networkInterfaceId));
    }

    public boolean hasHaVip(AddressKey key) {
        return haVips.at(key).isPresent();
    }

    /** The facts of an address with those of the given ports that exist. */
    public Facts of(AddressKey key, Collection<String> networkInterfaceIds) {
        Map<String, Port> asked = new HashMap<>();
        for (String id : networkInterfaceIds) {
            Port port = ports.get(id);
            if (port != null) {
                asked.put(id, port);
            }
        }
        return new Facts(haVips.at(key), asked);
    }

    @Override
    public void onState(String topic, String key, Optional<State> state, long recordTimestamp) {
        Set<AddressKey> changed = new HashSet<>();
        if (state.isEmpty()) {
            if (topic.equals(Topics.HAVIP_STATE.name())) {
                forgetHaVip(key, changed);
            } else {
                forgetInstance(key, changed);
            }
        } else {
            switch (state.get()) {
                case HaVipState haVip -> learn(haVip, changed);
                case InstanceState instance -> learn(instance, changed);
                case VSwitchState _ -> {}
                default -> {}
            }
        }
        if (isCaughtUp()) {
            changed.forEach(address -> followers.forEach(follower -> follower.accept(address)));
        }
    }

    @Override
    public void onCaughtUp() {
        caughtUp.countDown();
    }

    private void learn(HaVipState haVip, Set<AddressKey> changed) {
        haVips.put(haVip)
                .ifPresent(before -> before.associatedInstances().forEach(id -> dropAssociated(id, keyOf(before))));
        AddressKey key = keyOf(haVip);
        haVip.associatedInstances()
                .forEach(id ->
                        byAssociated.computeIfAbsent(id, _ -> new HashSet<>()).add(key));
        changed.add(key);
    }

    private void forgetHaVip(String haVipId, Set<AddressKey> changed) {
        haVips.remove(haVipId).ifPresent(gone -> {
            AddressKey key = keyOf(gone);
            gone.associatedInstances().forEach(id -> dropAssociated(id, key));
            changed.add(key);
        });
    }

    private void dropAssociated(String id, AddressKey key) {
        byAssociated.computeIfPresent(id, (_, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

    private static AddressKey keyOf(HaVipState haVip) {
        return new AddressKey(haVip.vSwitchId(), haVip.ipAddress());
    }

    private void learn(InstanceState instance, Set<AddressKey> changed) {
        InstanceState before = instances.put(instance.instanceId(), instance);
        Set<String> stays = new HashSet<>();
        for (NetworkInterface attached : instance.networkInterfaces()) {
            ports.put(attached.networkInterfaceId(), Port.of(instance, attached));
            stays.add(attached.networkInterfaceId());
        }
        addAssociated(instance, changed);
        if (before != null) {
            addAssociated(before, changed);
            detach(before, stays);
        }
    }

    private void forgetInstance(String instanceId, Set<AddressKey> changed) {
        InstanceState gone = instances.remove(instanceId);
        if (gone != null) {
            detach(gone, Set.of());
            addAssociated(gone, changed);
        }
    }

    private void detach(InstanceState before, Set<String> stays) {
        for (NetworkInterface attached : before.networkInterfaces()) {
            String id = attached.networkInterfaceId();
            // It may be attached to another instance by now.
            if (!stays.contains(id)) {
                ports.computeIfPresent(id, (_, port) -> port.instanceId().equals(before.instanceId()) ? null : port);
            }
        }
    }

    private void addAssociated(InstanceState instance, Set<AddressKey> changed) {
        changed.addAll(byAssociated.getOrDefault(instance.instanceId(), Set.of()));
        instance.networkInterfaces()
                .forEach(
                        attached -> changed.addAll(byAssociated.getOrDefault(attached.networkInterfaceId(), Set.of())));
    }
}
