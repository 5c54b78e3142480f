package io.openhavip.contracts.network;

/**
 * What an instance is made of and from.
 *
 * @param instanceType for example {@code ecs.g6.large}
 * @param keyPairName "" if none was given
 */
public record InstanceHardware(String instanceType, String imageId, String keyPairName, SystemDisk systemDisk) {

    /**
     * @param category for example {@code cloud_essd}
     * @param size in GiB
     */
    public record SystemDisk(String category, int size) {}
}
