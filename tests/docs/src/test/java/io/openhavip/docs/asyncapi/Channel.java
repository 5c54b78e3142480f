package io.openhavip.docs.asyncapi;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.NetworkEvent;
import io.openhavip.contracts.network.NetworkState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A topic with what the contracts' types don't say: who writes and reads it, and what its key is.
 *
 * @param messages by wire name; empty for dead letters, whose form is not one of the published language's records
 * @param tombstones whether a null value says that the aggregate is gone
 */
record Channel(
        Topic topic,
        String title,
        String key,
        List<String> writers,
        List<String> readers,
        List<Class<? extends Message>> messages,
        boolean tombstones) {

    private static final String HAVIP = "havip-service";
    private static final String NETWORK = "network-service";
    private static final String ARP = "arp-gateway";
    private static final String AGENT = "host-agent";
    private static final String ADDRESS_KEY = "vSwitch id, a slash, the IPv4 address";

    static final List<Channel> ALL = List.of(
            of(
                    Topics.NETWORK_COMMANDS,
                    "What havip-service's processes ask of network-service",
                    "id of the vSwitch or instance that the command is for",
                    List.of(HAVIP),
                    List.of(NETWORK),
                    types(NetworkCommand.class)),
            of(
                    Topics.NETWORK_EVENTS,
                    "What happened to VPCs, vSwitches and instances, and refused commands",
                    "id of the VPC, vSwitch or instance; for CommandRefused the id of the HAVIP that asked",
                    List.of(NETWORK),
                    List.of(NETWORK, HAVIP),
                    types(NetworkEvent.class, CommandRefused.class)),
            of(
                    Topics.HAVIP_EVENTS,
                    "What happened to HAVIPs",
                    "HAVIP id",
                    List.of(HAVIP),
                    List.of(HAVIP),
                    types(HaVipEvent.class)),
            of(
                    Topics.ARP_OWNERSHIP,
                    "Who has each address: every switch and release, contests, and refused announcements",
                    ADDRESS_KEY,
                    List.of(ARP),
                    List.of(HAVIP),
                    types(ArpEvent.class, AnnouncementRejected.class)),
            of(
                    Topics.ARP_ANNOUNCEMENTS,
                    "Gratuitous ARP as hosts saw it",
                    ADDRESS_KEY,
                    List.of(AGENT, ARP),
                    List.of(ARP),
                    types(Announcement.class)),
            state(
                    Topics.NETWORK_STATE,
                    "Current facts of vSwitches and instances",
                    "vSwitch or instance id",
                    NETWORK,
                    List.of(ARP, AGENT),
                    true,
                    types(NetworkState.class)),
            state(
                    Topics.HAVIP_STATE,
                    "Current facts of HAVIPs",
                    "HAVIP id",
                    HAVIP,
                    List.of(ARP, AGENT),
                    true,
                    types(HaVipState.class)),
            state(
                    Topics.OWNERSHIP_STATE,
                    "Who has each address now",
                    ADDRESS_KEY,
                    ARP,
                    List.of(AGENT),
                    false,
                    types(OwnershipState.class)),
            deadLetters(Topics.NETWORK_DLQ, NETWORK),
            deadLetters(Topics.HAVIP_DLQ, HAVIP),
            deadLetters(Topics.ARP_DLQ, ARP));

    private static Channel of(
            Topic topic,
            String title,
            String key,
            List<String> writers,
            List<String> readers,
            List<Class<? extends Message>> messages) {
        return new Channel(topic, title, key, writers, readers, messages, false);
    }

    private static Channel state(
            Topic topic,
            String title,
            String key,
            String writer,
            List<String> readers,
            boolean tombstones,
            List<Class<? extends Message>> messages) {
        return new Channel(topic, title, key, List.of(writer), readers, messages, tombstones);
    }

    private static Channel deadLetters(Topic topic, String service) {
        return of(
                topic,
                "Records that " + service + " can never handle, with the reason",
                "the key of the record; its place if it had none",
                List.of(service),
                List.of(),
                List.of());
    }

    /** The given records, and those that the given sealed interfaces permit, in the order of their names. */
    private static List<Class<? extends Message>> types(Class<?>... types) {
        List<Class<? extends Message>> records = new ArrayList<>();
        for (Class<?> type : types) {
            for (Class<?> each : type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[] {type}) {
                records.add(each.asSubclass(Message.class));
            }
        }
        records.sort(Comparator.comparing(Class::getSimpleName));
        return List.copyOf(records);
    }
}
