package io.openhavip.standalone.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;

/**
 * The demo in one object. Times are milliseconds of the failover, empty where the story has none.
 *
 * @param realArp whether keepalived's own ARP moved the address, on a network that ends ARP at the port
 * @param negativeControl whether the address stayed dead when the other instance was not associated
 * @param eip whether the Internet reached the HAVIP's owner by the EIP, before and after each move
 * @param hosts on how many hosts the instances ran
 * @param announcementToSwitchMs from the kernel's time stamp of the announcement to OwnershipSwitched read from Kafka
 * @param announcementToForwardingMs to the moment at which the kernel had committed the new forwarding
 * @param announcementToDescribeMs to the new master in DescribeHaVips
 * @param clientOutageMs how long the client in ecs3 got no answer
 * @param outages what each client saw of each move
 * @param failure why it did not pass; empty if it did
 */
@JsonPropertyOrder({
    "passed",
    "realArp",
    "negativeControl",
    "eip",
    "hosts",
    "announcementToSwitchMs",
    "announcementToForwardingMs",
    "announcementToDescribeMs",
    "clientOutageMs",
    "outages",
    "failure",
    "steps"
})
record Report(
        boolean passed,
        boolean realArp,
        boolean negativeControl,
        boolean eip,
        int hosts,
        Optional<Double> announcementToSwitchMs,
        Optional<Double> announcementToForwardingMs,
        Optional<Double> announcementToDescribeMs,
        Optional<Double> clientOutageMs,
        List<Story.Outage> outages,
        Optional<String> failure,
        List<Timeline.Step> steps) {

    static Report of(Story.Figures figures, List<Timeline.Step> steps) {
        return new Report(
                figures.failure().isEmpty(),
                figures.realArp(),
                figures.negativeControl(),
                figures.eip(),
                figures.hosts(),
                figures.switchMs(),
                figures.forwardingMs(),
                figures.describeMs(),
                figures.outages().stream().findFirst().map(Story.Outage::ms),
                figures.outages(),
                figures.failure(),
                steps);
    }

    static Report failed(String why, List<Timeline.Step> steps) {
        return new Report(
                false,
                false,
                false,
                false,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(why),
                steps);
    }

    /** The same at the end, when what the story made has been removed, or some of it has not. */
    Report cleanedUp(List<String> left, List<Timeline.Step> allSteps) {
        Optional<String> why = failure.or(() -> left.isEmpty()
                ? Optional.empty()
                : Optional.of("the demo could not remove " + String.join(" and ", left)));
        return new Report(
                why.isEmpty(),
                realArp,
                negativeControl,
                eip,
                hosts,
                announcementToSwitchMs,
                announcementToForwardingMs,
                announcementToDescribeMs,
                clientOutageMs,
                outages,
                why,
                allSteps);
    }
}
