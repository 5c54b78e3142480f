package io.openhavip.eip.projection;

/**
 * Names of the consumers that let processes go on, keys of their progress. One each: havip-service and network-service both number
 * events by HAVIP ids, each on its own.
 */
public final class Consumers {

    public static final String HAVIP_EVENTS = "havip-events";
    public static final String NETWORK_EVENTS = "network-events";

    private Consumers() {}
}
