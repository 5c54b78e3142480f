package io.openhavip.agent.facts;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.State;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.RouteState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.messaging.StateListener;
import io.openhavip.messaging.StateTopicReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Keeps the store at what the state topics say. Ownership has a reader of its own, so that a switch never waits behind other facts,
 * and is told by the switch's event too, which the broker has first. A record that makes no sense is counted and passed over: it must
 * not stop the others. Owns its readers, each with its thread.
 */
public final class FactsFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FactsFollower.class);

    private final FactsStore store;
    private final Listener listener;
    private final List<StateTopicReader> readers;
    private final OwnershipEvents switches;
    private final AtomicInteger behind;
    private final AtomicLong senseless = new AtomicLong();

    /** Told of changes, on a reader's thread. */
    public interface Listener {

        /** Facts other than ownership changed. */
        void factsChanged();

        /** Ownership of an address changed in the store. */
        void ownershipChanged(AddressKey key, Instant recordedAt, Instant receivedAt);

        /** All facts that stood on the topics at the start are in the store. Called once. */
        void factsComplete();
    }

    public FactsFollower(String bootstrapServers, Map<String, Object> overrides, FactsStore store, Listener listener) {
        this.store = store;
        this.listener = listener;
        this.readers = List.of(
                reader(bootstrapServers, overrides, List.of(Topics.OWNERSHIP_STATE)),
                reader(
                        bootstrapServers,
                        overrides,
                        List.of(Topics.NETWORK_STATE, Topics.HAVIP_STATE, Topics.EIP_STATE, Topics.HOST_STATE)));
        this.switches = new OwnershipEvents(bootstrapServers, overrides, this::expect);
        this.behind = new AtomicInteger(readers.size());
    }

    public void start() {
        readers.forEach(StateTopicReader::start);
        switches.start();
    }

    public boolean isComplete() {
        return behind.get() == 0;
    }

    /** Records that could not be read or made no sense. */
    public long passedOver() {
        return senseless.get()
                + readers.stream().mapToLong(StateTopicReader::invalidRecords).sum();
    }

    @Override
    public void close() {
        switches.close();
        readers.forEach(StateTopicReader::close);
    }

    private StateTopicReader reader(String bootstrapServers, Map<String, Object> overrides, List<Topic> topics) {
        return new StateTopicReader(bootstrapServers, overrides, topics, new StateListener() {
            @Override
            public void onMissing(String topic, String key, long noticedAt) {
                if (topic.equals(Topics.NETWORK_STATE.name())) {
                    store.missFromNetwork(key);
                    listener.factsChanged();
                } else {
                    onState(topic, key, Optional.empty(), noticedAt);
                }
            }

            @Override
            public void onState(String topic, String key, Optional<State> state, long recordTimestamp) {
                Instant receivedAt = Instant.now();
                orPassOver(
                        topic, key, () -> take(topic, key, state, Instant.ofEpochMilli(recordTimestamp), receivedAt));
            }

            @Override
            public void onCaughtUp() {
                if (behind.decrementAndGet() == 0) {
                    listener.factsComplete();
                }
            }
        });
    }

    private void orPassOver(String topic, String key, Runnable taking) {
        try {
            taking.run();
        } catch (IllegalArgumentException e) {
            senseless.incrementAndGet();
            LOG.errorf("record passed over topic=%s key=%s cause=%s", topic, key, e.getMessage());
        }
    }

    private void take(String topic, String key, Optional<State> state, Instant recordedAt, Instant receivedAt) {
        if (state.isEmpty()) {
            gone(topic, key, recordedAt, receivedAt);
            return;
        }
        switch (state.get()) {
            case OwnershipState ownership -> tellIf(store.put(ownership), ownership.key(), recordedAt, receivedAt);
            case HaVipState haVip -> {
                store.put(haVip);
                listener.factsChanged();
            }
            case VSwitchState vSwitch -> {
                store.put(vSwitch);
                listener.factsChanged();
            }
            case InstanceState instance -> {
                store.put(instance);
                listener.factsChanged();
            }
            case RouteState route -> {
                store.put(route);
                listener.factsChanged();
            }
            case EipState eip -> {
                store.put(eip);
                listener.factsChanged();
            }
            case HostState host -> {
                store.put(host);
                listener.factsChanged();
            }
            default -> throw new IllegalArgumentException("not a fact for an agent: " + state.get());
        }
    }

    private void expect(OwnershipState switched, long recordTimestamp) {
        Instant receivedAt = Instant.now();
        orPassOver(
                Topics.ARP_OWNERSHIP.name(),
                switched.subject(),
                () -> tellIf(
                        store.expect(switched), switched.key(), Instant.ofEpochMilli(recordTimestamp), receivedAt));
    }

    private void tellIf(boolean changed, AddressKey key, Instant recordedAt, Instant receivedAt) {
        if (changed) {
            listener.ownershipChanged(key, recordedAt, receivedAt);
        }
    }

    private void gone(String topic, String key, Instant recordedAt, Instant receivedAt) {
        if (topic.equals(Topics.OWNERSHIP_STATE.name())) {
            AddressKey address = AddressKey.parse(key);
            store.removeOwnership(address);
            listener.ownershipChanged(address, recordedAt, receivedAt);
        } else if (topic.equals(Topics.HAVIP_STATE.name())) {
            store.removeHaVip(key);
            listener.factsChanged();
        } else if (topic.equals(Topics.EIP_STATE.name())) {
            store.removeEip(key);
            listener.factsChanged();
        } else if (topic.equals(Topics.HOST_STATE.name())) {
            store.removeHost(key);
            listener.factsChanged();
        } else {
            store.deleteFromNetwork(key);
            listener.factsChanged();
        }
    }
}
