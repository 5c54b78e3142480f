package io.openhavip.network.projection;

/**
 * What the catalogue says of an instance's type and image; 0 and "" of those that it does not have.
 *
 * @param cpu cores
 * @param memory in MiB
 */
public record InstanceSpecification(int cpu, int memory, String instanceTypeFamily, String osName, String osType) {

    /** Looks one up. */
    public interface Source {
        InstanceSpecification of(String instanceType, String imageId);
    }
}
