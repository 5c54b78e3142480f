package io.openhavip.contracts;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wire name of every message: {@code <domain>.<RecordName>.v<revision>}, which is also the name that the event store keeps. Renaming a
 * record breaks both. Immutable and thread-safe.
 */
public final class MessageTypes {

    private static final Map<String, Class<? extends Message>> BY_NAME = new HashMap<>();
    private static final Map<Class<?>, String> BY_CLASS = new HashMap<>();

    static {
        registerSealed("network", NetworkEvent.class);
        registerSealed("network", NetworkCommand.class);
        registerSealed("network", NetworkState.class);
        register("service", CommandRefused.class);
        registerSealed("havip", HaVipEvent.class);
        registerSealed("havip", HaVipCommand.class);
        register("havip", HaVipState.class);
        registerSealed("eip", EipEvent.class);
        register("eip", EipState.class);
        registerSealed("quota", QuotaEvent.class);
        registerSealed("arp", ArpEvent.class);
        register("arp", Announcement.class);
        register("arp", AnnouncementRejected.class);
        register("arp", OwnershipState.class);
        register("host", HostState.class);
    }

    private MessageTypes() {}

    private static void registerSealed(String domain, Class<? extends Message> sealedType) {
        for (Class<?> permitted : sealedType.getPermittedSubclasses()) {
            Class<? extends Message> type = permitted.asSubclass(Message.class);
            if (type.isSealed()) {
                registerSealed(domain, type);
            } else {
                register(domain, type);
            }
        }
    }

    private static void register(String domain, Class<? extends Message> type) {
        String name = domain + "." + type.getSimpleName() + ".v" + revisionOf(type);
        BY_NAME.put(name, type);
        BY_CLASS.put(type, name);
    }

    private static int revisionOf(Class<?> type) {
        Revision revision = type.getAnnotation(Revision.class);
        return revision == null ? 1 : revision.value();
    }

    /**
     * Wire name of a message type.
     *
     * @throws IllegalArgumentException if the type is not part of the published language
     */
    public static String nameOf(Class<?> type) {
        String name = BY_CLASS.get(type);
        if (name == null) {
            throw new IllegalArgumentException("not a published message: " + type.getName());
        }
        return name;
    }

    /** The record that a wire name stands for; empty for a name that this version does not know. */
    public static Optional<Class<? extends Message>> classOf(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Every wire name, sorted. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(BY_NAME.keySet());
        names.sort(null);
        return List.copyOf(names);
    }
}
