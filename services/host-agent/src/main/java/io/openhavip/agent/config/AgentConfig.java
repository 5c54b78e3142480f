package io.openhavip.agent.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the agent. Each property is also an environment variable: HAVIP_AGENT_HOST_ID and so on. */
@ConfigMapping(prefix = "havip.agent")
public interface AgentConfig {

    /** This host, as instances are placed on it. */
    @WithDefault("host-1")
    String hostId();

    /** Name of the network namespace that the data plane lives in; absent: the process's own. A missing one is created. */
    Optional<String> networkNamespace();

    /** IPv4 address in that namespace at which other hosts reach this one; absent: vSwitches do not span hosts. */
    @WithConverter(UnicastAddress.class)
    Optional<String> tunnelAddress();

    /** Device in that namespace that leads outside; EIPs are answered for there. Absent: no EIP is translated on this host. */
    Optional<String> externalDevice();

    /** IPv4 address of the next hop beyond the external device; absent: everything outside is on its link. */
    @WithConverter(UnicastAddress.class)
    Optional<String> externalGateway();

    /** How often the kernel is compared with the wanted state when nothing changed. */
    @WithDefault("10s")
    Duration reconcileInterval();

    /** Who runs the instances that are placed on this host. */
    @WithDefault("none")
    InstanceDriverKind instances();

    /** How they are run. */
    InstanceConfig instance();

    /** The ways to run instances. */
    enum InstanceDriverKind {
        /** Not at all here: somebody else makes their ports. */
        NONE,
        /** As Linux namespaces on this host. */
        NAMESPACE
    }
}
