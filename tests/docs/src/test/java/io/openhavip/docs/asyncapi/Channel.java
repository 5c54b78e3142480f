package io.openhavip.docs.asyncapi;

import io.openhavip.contracts.CommandRefused;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.Announcement;
import io.openhavip.contracts.arp.AnnouncementRejected;
import io.openhavip.contracts.arp.ArpEvent;
import io.openhavip.contracts.arp.OwnershipState;
import io.openhavip.contracts.eip.EipEvent;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.havip.HaVipCommand;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.contracts.host.HostState;
import io.openhavip.contracts.network.NetworkCommand;
import io.openhavip.contracts.network.NetworkEvent;
import io.openhavip.contracts.network.NetworkState;
import io.openhavip.contracts.quota.QuotaEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A topic with what the contracts' types don't say: who writes and reads it, and what its key is.
 *
 * @param messages in the order of their wire names; empty for dead letters, whose form is not one of the published language's records
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
    private static final String EIP = "eip-service";
    private static final String ARP = "arp-gateway";
    private static final String AGENT = "host-agent";
    private static final String ADDRESS_KEY = "vSwitch id, a slash, the IPv4 address";

    static final List<Channel> ALL = List.of(
            of(
                    Topics.NETWORK_COMMANDS,
                    "What the other services' processes ask of network-service, and hosts tell it of their instances",
                    "id of the vSwitch, instance or network interface that the command is for",
                    List.of(HAVIP, EIP, AGENT),
                    List.of(NETWORK),
                    types(NetworkCommand.class)),
            of(
                    Topics.NETWORK_EVENTS,
                    "What happened in the network, refused commands, and applications for other limits",
                    "id of the aggregate, for example of the VPC or instance; for CommandRefused of the HAVIP or EIP that asked",
                    List.of(NETWORK),
                    List.of(NETWORK, HAVIP, EIP),
                    types(NetworkEvent.class, CommandRefused.class, QuotaEvent.class)),
            of(
                    Topics.HAVIP_COMMANDS,
                    "What eip-service's processes ask of havip-service",
                    "id of the HAVIP that the command is for",
                    List.of(EIP),
                    List.of(HAVIP),
                    types(HaVipCommand.class)),
            of(
                    Topics.HAVIP_EVENTS,
                    "What happened to HAVIPs, refused commands, and applications for other limits",
                    "id of the HAVIP, or of the account's quotas; for CommandRefused of the EIP that asked",
                    List.of(HAVIP),
                    List.of(HAVIP, EIP),
                    types(HaVipEvent.class, CommandRefused.class, QuotaEvent.class)),
            of(
                    Topics.EIP_EVENTS,
                    "What happened to EIPs, and applications for other limits",
                    "id of the EIP, or of the account's quotas",
                    List.of(EIP),
                    List.of(EIP),
                    types(EipEvent.class, QuotaEvent.class)),
            of(
                    Topics.ARP_OWNERSHIP,
                    "Who has each address: every switch and release, contests, and refused announcements",
                    ADDRESS_KEY,
                    List.of(ARP),
                    List.of(HAVIP, AGENT),
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
                    "Current facts of vSwitches, instances and route entries",
                    "vSwitch, instance or route entry id",
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
                    Topics.EIP_STATE,
                    "Current facts of EIPs",
                    "EIP id",
                    EIP,
                    List.of(AGENT),
                    true,
                    types(EipState.class)),
            state(
                    Topics.OWNERSHIP_STATE,
                    "Who has each address now",
                    ADDRESS_KEY,
                    ARP,
                    List.of(AGENT),
                    false,
                    types(OwnershipState.class)),
            state(
                    Topics.HOST_STATE,
                    "Hosts that instances can be placed on, and where their tunnels end",
                    "host id",
                    AGENT,
                    List.of(AGENT, NETWORK),
                    true,
                    types(HostState.class)),
            deadLetters(Topics.NETWORK_DLQ, NETWORK),
            deadLetters(Topics.HAVIP_DLQ, HAVIP),
            deadLetters(Topics.EIP_DLQ, EIP),
            deadLetters(Topics.ARP_DLQ, ARP));

    boolean isOfDeadLetters() {
        return messages.isEmpty();
    }

    /** Every service that writes or reads a topic. */
    static SortedSet<String> services() {
        SortedSet<String> services = new TreeSet<>();
        for (Channel channel : ALL) {
            services.addAll(channel.writers());
            services.addAll(channel.readers());
        }
        return services;
    }

    /** Those that a service writes or reads. */
    static List<Channel> of(String service) {
        return ALL.stream()
                .filter(channel ->
                        channel.writers().contains(service) || channel.readers().contains(service))
                .toList();
    }

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
        return Arrays.stream(types)
                .flatMap(Channel::records)
                .sorted(Comparator.comparing(MessageTypes::nameOf))
                .toList();
    }

    private static Stream<Class<? extends Message>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Channel::records)
                : Stream.of(type.asSubclass(Message.class));
    }
}
