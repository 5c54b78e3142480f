package io.openhavip.messaging;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.havip.HaVipStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which HAVIP has an address, from {@code havip.state}. The topic is keyed by HAVIP, so two HAVIPs that had an address one after the
 * other are told in any order, the first one's history possibly after the second: all that are told are kept, and the address's is the
 * newest told that is not going; when one is gone, what is left counts again.
 *
 * <p>One thread tells; any number asks.
 */
public final class HaVipsByAddress {

    private final Map<String, HaVipState> byId = new HashMap<>();
    private final Map<AddressKey, Map<String, HaVipState>> candidates = new HashMap<>();
    private final Map<AddressKey, HaVipState> chosen = new ConcurrentHashMap<>();

    /** @return what was told of it before */
    public Optional<HaVipState> put(HaVipState haVip) {
        AddressKey key = keyOf(haVip);
        Optional<HaVipState> before = Optional.ofNullable(byId.put(haVip.haVipId(), haVip));
        before.map(HaVipsByAddress::keyOf).filter(other -> !other.equals(key)).ifPresent(other -> {
            candidates.get(other).remove(haVip.haVipId());
            choose(other);
        });
        Map<String, HaVipState> at = candidates.computeIfAbsent(key, _ -> new LinkedHashMap<>());
        // Told last stands last.
        at.remove(haVip.haVipId());
        at.put(haVip.haVipId(), haVip);
        choose(key);
        return before;
    }

    /** @return what was told of it before */
    public Optional<HaVipState> remove(String haVipId) {
        Optional<HaVipState> gone = Optional.ofNullable(byId.remove(haVipId));
        gone.map(HaVipsByAddress::keyOf).ifPresent(key -> {
            candidates.get(key).remove(haVipId);
            choose(key);
        });
        return gone;
    }

    /** The HAVIP that has the address now. */
    public Optional<HaVipState> at(AddressKey key) {
        return Optional.ofNullable(chosen.get(key));
    }

    /** The HAVIPs that have their addresses now. */
    public Collection<HaVipState> all() {
        return chosen.values();
    }

    // Replaced in one step, since others ask meanwhile.
    private void choose(AddressKey key) {
        Map<String, HaVipState> at = candidates.get(key);
        if (at.isEmpty()) {
            candidates.remove(key);
            chosen.remove(key);
            return;
        }
        chosen.put(key, at.values().stream().reduce(HaVipsByAddress::better).orElseThrow());
    }

    private static HaVipState better(HaVipState earlier, HaVipState later) {
        boolean onlyLaterGoes = later.status() == HaVipStatus.Deleting && earlier.status() != HaVipStatus.Deleting;
        return onlyLaterGoes ? earlier : later;
    }

    private static AddressKey keyOf(HaVipState haVip) {
        return new AddressKey(haVip.vSwitchId(), haVip.ipAddress());
    }
}
