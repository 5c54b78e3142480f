package io.openhavip.network.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** The instance types and images that are offered, prefix {@code havip.catalogue}. */
@ConfigMapping(prefix = "havip.catalogue")
public interface Catalogue {

    /** By id, for example {@code ecs.e-c1m1.large}. */
    Map<String, InstanceType> instanceTypes();

    /** By id, for example {@code aliyun_3_x64_20G_alibase_20221102.vhd}. */
    Map<String, Image> images();

    /** An instance type. */
    interface InstanceType {
        String family();

        int cpuCoreCount();

        /** In GiB. */
        double memorySize();

        /** Network interfaces that an instance can have, the primary one included. */
        @WithDefault("2")
        int eniQuantity();

        @WithDefault("X86")
        String cpuArchitecture();
    }

    /** An image. */
    interface Image {
        String osName();

        /** For example {@code Aliyun} or {@code CentOS}. */
        String platform();

        @WithDefault("linux")
        String osType();

        @WithDefault("x86_64")
        String architecture();

        /** In GiB. */
        @WithDefault("20")
        int size();
    }
}
