package io.openhavip.standalone.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;

/**
 * The demo in one object. Times are milliseconds of the failover, empty where the story has none.
 *
 * @param realArp whether keepalived's own ARP moved the address, on a network that ends ARP at the port
 * @param negativeControl whether the address stayed dead when the other instance was not associated
 * @param announcementToSwitchMs from the kernel's time stamp of the announcement to OwnershipSwitched read from Kafka
 * @param announcementToForwardingMs to the moment at which the kernel had committed the new forwarding
 * @param announcementToDescribeMs to the new master in {@code GET /ha-vips}
 * @param clientOutageMs longest time for which the client in ecs3 got no answer
 * @param failure why it did not pass; empty if it did
 */
@JsonPropertyOrder({
    "passed",
    "realArp",
    "negativeControl",
    "announcementToSwitchMs",
    "announcementToForwardingMs",
    "announcementToDescribeMs",
    "clientOutageMs",
    "failure",
    "steps"
})
record Report(
        boolean passed,
        boolean realArp,
        boolean negativeControl,
        Optional<Double> announcementToSwitchMs,
        Optional<Double> announcementToForwardingMs,
        Optional<Double> announcementToDescribeMs,
        Optional<Double> clientOutageMs,
        Optional<String> failure,
        List<Timeline.Step> steps) {}
