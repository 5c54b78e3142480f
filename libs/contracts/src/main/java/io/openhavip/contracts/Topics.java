package io.openhavip.contracts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every topic of the product: one place for names, partition counts and retention. */
public final class Topics {

    private static final int PARTITIONS = 8;
    private static final Optional<Duration> FOR_EVER = Optional.empty();

    public static final Topic NETWORK_COMMANDS = log("network.commands", Optional.of(Duration.ofDays(7)));
    public static final Topic NETWORK_EVENTS = log("network.events", FOR_EVER);
    public static final Topic HAVIP_COMMANDS = log("havip.commands", Optional.of(Duration.ofDays(7)));
    public static final Topic HAVIP_EVENTS = log("havip.events", FOR_EVER);
    public static final Topic EIP_EVENTS = log("eip.events", FOR_EVER);
    public static final Topic ARP_OWNERSHIP = log("arp.ownership", FOR_EVER);
    public static final Topic ARP_ANNOUNCEMENTS = log("arp.announcements", Optional.of(Duration.ofHours(1)));
    public static final Topic NETWORK_STATE = state("network.state");
    public static final Topic HAVIP_STATE = state("havip.state");
    public static final Topic EIP_STATE = state("eip.state");
    public static final Topic OWNERSHIP_STATE = state("ownership.state");
    public static final Topic HOST_STATE = state("host.state");
    public static final Topic NETWORK_DLQ = deadLetters("network.dlq");
    public static final Topic HAVIP_DLQ = deadLetters("havip.dlq");
    public static final Topic EIP_DLQ = deadLetters("eip.dlq");
    public static final Topic ARP_DLQ = deadLetters("arp.dlq");

    /** All of them, for whoever creates them. */
    public static final List<Topic> ALL = List.of(
            NETWORK_COMMANDS,
            NETWORK_EVENTS,
            HAVIP_COMMANDS,
            HAVIP_EVENTS,
            EIP_EVENTS,
            ARP_OWNERSHIP,
            ARP_ANNOUNCEMENTS,
            NETWORK_STATE,
            HAVIP_STATE,
            EIP_STATE,
            OWNERSHIP_STATE,
            HOST_STATE,
            NETWORK_DLQ,
            HAVIP_DLQ,
            EIP_DLQ,
            ARP_DLQ);

    private Topics() {}

    private static Topic log(String name, Optional<Duration> retention) {
        return new Topic(name, PARTITIONS, false, retention);
    }

    private static Topic state(String name) {
        return new Topic(name, PARTITIONS, true, FOR_EVER);
    }

    private static Topic deadLetters(String name) {
        return new Topic(name, 1, false, FOR_EVER);
    }
}
