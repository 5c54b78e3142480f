package io.openhavip.network.config;

import io.openhavip.network.domain.InstanceDriver;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of network-service, prefix {@code havip.network}. */
@ConfigMapping(prefix = "havip.network")
public interface NetworkConfiguration {

    /**
     * The hosts that instances are placed on, by the ids that their agents are configured with; absent: those whose agents have
     * registered, and host-1 while none has.
     */
    Optional<List<String>> hosts();

    /** Region of callers who name none. */
    @WithDefault("cn-hangzhou")
    String defaultRegionId();

    /** Zone of callers who name none. */
    @WithDefault("cn-hangzhou-b")
    String defaultZoneId();

    /** How many instances of a deployment set of strategy Availability one host may have. */
    @WithDefault("1")
    int instancesOfDeploymentSetOnHost();

    /** How many instances a host takes, running or not; its agent must take as many ({@code havip.agent.instance.max-instances}). */
    @WithDefault("900")
    int instancesOnHost();

    /** How long a caller waits for the end of its operation before the answer is "unknown". */
    @WithDefault("10s")
    Duration operationTimeout();

    /** Who runs instances; {@code none}: nobody, they are in the state that they are asked to be in. */
    @WithDefault("none")
    InstanceDriver instanceDriver();

    /** Type of an instance that is given none. */
    @WithDefault("ecs.g6.large")
    String defaultInstanceType();

    /** Image of an instance that is given none. */
    @WithDefault("aliyun_3_x64_20G_alibase_20221102.vhd")
    String defaultImageId();

    /**
     * Whether an instance's type and image must be in the catalogue. Otherwise any id will do: a configuration that was written for
     * Alibaba Cloud names what there is there, and nothing about a HAVIP depends on it.
     */
    @WithDefault("false")
    boolean catalogueOnly();
}
