package io.openhavip.network.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.HaVipLimits;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.NetworkCommand.AttachEip;
import io.openhavip.contracts.network.NetworkCommand.AttachHaVip;
import io.openhavip.contracts.network.NetworkCommand.DetachEip;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The HAVIPs and the EIP that an instance or a network interface carries, each with the try that associated them: the same try again
 * is agreed to already, and an older one's late end changes nothing. Belongs to its aggregate; not thread-safe.
 */
final class Associations {

    private record CarriedEip(String eipId, String associationId) {}

    private final SortedMap<String, String> haVips = new TreeMap<>();
    private Optional<CarriedEip> eip = Optional.empty();

    /** Agrees to a HAVIP whose other rules {@code allowed} checks. */
    void attach(AttachHaVip command, Runnable allowed) {
        if (command.associationId().equals(haVips.get(command.haVipId()))) {
            return;
        }
        allowed.run();
        if (!haVips.containsKey(command.haVipId()) && haVips.size() >= HaVipLimits.PER_INSTANCE) {
            throw exceeded(command.instanceId());
        }
        apply(new HaVipAttached(command.instanceId(), command.haVipId(), command.associationId(), command.vSwitchId()));
    }

    static Refusal exceeded(String instanceId) {
        return new Refusal(
                ErrorCode.HAVIPS_ON_INSTANCE_EXCEEDED,
                instanceId + " is associated with " + HaVipLimits.PER_INSTANCE
                        + " HAVIPs already, those of its network interfaces included.");
    }

    int haVips() {
        return haVips.size();
    }

    void detach(DetachHaVip command) {
        if (command.associationId().equals(haVips.get(command.haVipId()))) {
            apply(new HaVipDetached(command.instanceId(), command.haVipId(), command.associationId()));
        }
    }

    /** Agrees to an EIP whose other rules {@code agreement} checks. */
    void attach(AttachEip command, Supplier<EipAttached> agreement) {
        if (eip.equals(Optional.of(new CarriedEip(command.eipId(), command.associationId())))) {
            return;
        }
        EipAttached agreed = agreement.get();
        eip.filter(carried -> !carried.eipId().equals(command.eipId())).ifPresent(carried -> {
            throw new Refusal(
                    ErrorCode.INSTANCE_ALREADY_ASSOCIATED,
                    command.instanceId() + " is associated with " + carried.eipId() + " already.");
        });
        apply(agreed);
    }

    void detach(DetachEip command) {
        if (eip.equals(Optional.of(new CarriedEip(command.eipId(), command.associationId())))) {
            apply(new EipDetached(command.instanceId(), command.eipId(), command.associationId()));
        }
    }

    /** Frees the carrier of all, since it is being deleted. */
    void end(String instanceId) {
        new TreeMap<>(haVips)
                .forEach((haVipId, associationId) -> apply(new HaVipDetached(instanceId, haVipId, associationId)));
        eip.ifPresent(carried -> apply(new EipDetached(instanceId, carried.eipId(), carried.associationId())));
    }

    void on(AssociationEvent event) {
        switch (event) {
            case HaVipAttached e -> haVips.put(e.haVipId(), e.associationId());
            case HaVipDetached e -> haVips.remove(e.haVipId());
            case EipAttached e -> eip = Optional.of(new CarriedEip(e.eipId(), e.associationId()));
            case EipDetached e -> eip = eip.filter(carried -> !carried.eipId().equals(e.eipId()));
        }
    }
}
