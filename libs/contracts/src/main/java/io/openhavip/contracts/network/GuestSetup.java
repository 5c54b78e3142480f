package io.openhavip.contracts.network;

/**
 * What an instance boots with.
 *
 * @param hostName its name for itself, of at most 64 characters
 * @param userData Base64, exactly as it was given; "" if none was
 * @param instanceType for example {@code ecs.g6.large}
 */
public record GuestSetup(String hostName, String userData, String instanceType, String imageId) {

    /** RunInstances takes as many for Linux, and so does Linux (HOST_NAME_MAX). */
    public static final int LONGEST_HOST_NAME = 64;
}
