package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What callers were told, and what they tried without being told how it ended. Thread-safe. */
final class Ledger {

    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Set<String> deletionTried = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<String, String> associated = new ConcurrentHashMap<>();
    private final Set<String> unassociationTried = ConcurrentHashMap.newKeySet();
    private final Set<String> carriersDeleted = ConcurrentHashMap.newKeySet();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong successes = new AtomicLong();

    void created(String haVipId, String address) {
        addresses.put(haVipId, address);
    }

    void triesToDelete(String haVipId) {
        deletionTried.add(haVipId);
    }

    void deleted(String haVipId) {
        deleted.add(haVipId);
    }

    void associated(String haVipId, String instanceId) {
        associated.put(haVipId + " " + instanceId, haVipId);
    }

    void triesToUnassociate(String haVipId, String instanceId) {
        unassociationTried.add(haVipId + " " + instanceId);
    }

    /** An instance or a network interface is gone. */
    void carrierDeleted(String id) {
        carriersDeleted.add(id);
    }

    /** Counts an answer; one that says that a service failed is a finding of its own. */
    void answered(Rest.Answer answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            successes.incrementAndGet();
        } else if (answer.status() == 500) {
            faults.add(answer.body().toString());
        }
    }

    long successes() {
        return successes.get();
    }

    /** Fails unless the HAVIPs that there are agree with everything that a caller was told. */
    void assertKept(Map<String, Inventory.HaVip> haVips) {
        assertThat(faults).as("answers with status 500").isEmpty();
        addresses.forEach((haVipId, address) -> {
            if (!deletionTried.contains(haVipId)) {
                assertThat(haVips).as("a caller was told that it exists").containsKey(haVipId);
                assertThat(haVips.get(haVipId).address()).isEqualTo(address);
            }
        });
        assertThat(deleted).as("a caller was told that it is gone").doesNotContainAnyElementsOf(haVips.keySet());
        assertThat(carriersDeleted)
                .as("instances and interfaces that a caller was told are gone")
                .isNotEmpty();
        haVips.values()
                .forEach(haVip -> assertThat(haVip.instances())
                        .as("associated with what a caller was told is gone: %s", haVip)
                        .doesNotContainAnyElementsOf(carriersDeleted));
        associated.forEach((pair, haVipId) -> {
            if (!unassociationTried.contains(pair)) {
                assertThat(haVips.get(haVipId).instances())
                        .as("a caller was told that it is associated")
                        .contains(pair.substring(haVipId.length() + 1));
            }
        });
    }
}
