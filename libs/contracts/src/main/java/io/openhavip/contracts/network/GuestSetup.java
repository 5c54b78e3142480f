package io.openhavip.contracts.network;

/**
 * What an instance boots with.
 *
 * @param hostName its name for itself
 * @param userData Base64, exactly as it was given; "" if none was
 * @param instanceType for example {@code ecs.g6.large}
 */
public record GuestSetup(String hostName, String userData, String instanceType, String imageId) {}
