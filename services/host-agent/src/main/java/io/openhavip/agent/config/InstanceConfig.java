package io.openhavip.agent.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Configuration of the instances that an agent runs. Environment variables: HAVIP_AGENT_INSTANCE_DIRECTORY and so on. */
public interface InstanceConfig {

    /** Their disks, console logs and records. */
    @WithDefault("/var/lib/openhavip/instances")
    Path directory();

    /** How many the host takes, stopped ones included. */
    @WithDefault("1000")
    int maxInstances();

    /** The first of the host's user ids that belong to instances, 65536 for each that it takes; nothing else may have one of them. */
    @WithDefault("1879048192")
    long uidBase();

    /** How long an instance may take to end its services before it is ended. */
    @WithDefault("20s")
    Duration stopTimeout();

    /** MiB of memory that an instance may have; 0: any. */
    @WithDefault("2048")
    long memory();

    /** Processes and threads that an instance may have; 0: any. */
    @WithDefault("1024")
    long processes();

    /** Share of the host's processors that an instance may use: 1 is one of them; 0: any. */
    @WithDefault("1")
    double processors();
}
