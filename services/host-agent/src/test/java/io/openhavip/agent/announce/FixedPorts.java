package io.openhavip.agent.announce;

import io.openhavip.agent.dataplane.Port;
import io.openhavip.agent.facts.AddressBlock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ports that a test names. */
final class FixedPorts implements AnnouncementIntake.Ports {

    private final Map<Integer, Port> ports = new HashMap<>();
    private final Set<Integer> expected = new HashSet<>();

    FixedPorts with(int deviceIndex, Port port) {
        ports.put(deviceIndex, port);
        return this;
    }

    /** A device named like a port that the facts don't name. */
    void expect(int deviceIndex) {
        expected.add(deviceIndex);
    }

    @Override
    public Optional<Port> port(int deviceIndex) {
        return Optional.ofNullable(ports.get(deviceIndex));
    }

    @Override
    public boolean mayBePort(int deviceIndex) {
        return expected.contains(deviceIndex);
    }

    @Override
    public boolean isInVSwitch(Port port, String address) {
        return AddressBlock.parse("10.0.0.0/24").contains(address);
    }
}
