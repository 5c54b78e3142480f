package io.openhavip.contracts.network;

import io.openhavip.contracts.Command;
import io.openhavip.contracts.Revision;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import java.util.Optional;

/**
 * Commands to network-service on {@code network.commands}. Each is answered on {@code network.events}: by the event that it
 * caused, or by {@link io.openhavip.contracts.CommandRefused}.
 */
public sealed interface NetworkCommand extends Command {

    /** The aggregate of the sender that waits for the answer; for a host's, the host, which does not. */
    String requesterId();

    /**
     * Reserve a private address for a HAVIP; answered by {@code AddressReserved}.
     *
     * @param ipAddress the address asked for; empty: network-service picks an idle one
     * @param accountId account of the HAVIP; the vSwitch must be of the same
     * @param regionId region of the HAVIP, likewise
     */
    @Revision(2)
    record ReserveHaVipAddress(
            String vSwitchId, String haVipId, Optional<String> ipAddress, String accountId, String regionId)
            implements NetworkCommand {
        @Override
        public String subject() {
            return vSwitchId;
        }

        @Override
        public String requesterId() {
            return haVipId;
        }
    }

    /**
     * Give back whatever address of the vSwitch the HAVIP holds; answered by {@code AddressReleased}. Nothing held: no-op. Refused
     * while a route entry points to the HAVIP.
     */
    record ReleaseHaVipAddress(String vSwitchId, String haVipId) implements NetworkCommand {
        @Override
        public String subject() {
            return vSwitchId;
        }

        @Override
        public String requesterId() {
            return haVipId;
        }
    }

    /**
     * Ask an instance or network interface to carry a HAVIP; answered by {@code HaVipAttached}.
     *
     * @param instanceId id of the instance or network interface
     * @param vSwitchId vSwitch of the HAVIP, which it must be in
     * @param accountId account of the HAVIP, which it must be of
     */
    @Revision(2)
    record AttachHaVip(
            String instanceId,
            AssociatedInstanceType instanceType,
            String haVipId,
            String associationId,
            String vSwitchId,
            String accountId)
            implements NetworkCommand {
        @Override
        public String subject() {
            return instanceId;
        }

        @Override
        public String requesterId() {
            return haVipId;
        }
    }

    /** Free it of a HAVIP; answered by {@code HaVipDetached}. Not attached by that association: no-op. */
    @Revision(2)
    record DetachHaVip(String instanceId, AssociatedInstanceType instanceType, String haVipId, String associationId)
            implements NetworkCommand {
        @Override
        public String subject() {
            return instanceId;
        }

        @Override
        public String requesterId() {
            return haVipId;
        }
    }

    /**
     * Ask an instance or network interface to carry an EIP; answered by {@code EipAttached}.
     *
     * @param instanceId id of the instance or network interface
     * @param accountId account of the EIP; the instance must be of the same
     * @param regionId region of the EIP, likewise
     * @param associationId names this try to associate the two
     */
    record AttachEip(
            String instanceId,
            AssociatedInstanceType instanceType,
            String accountId,
            String regionId,
            String eipId,
            String eipAddress,
            String associationId)
            implements NetworkCommand {
        @Override
        public String subject() {
            return instanceId;
        }

        @Override
        public String requesterId() {
            return eipId;
        }
    }

    /** Free it of an EIP; answered by {@code EipDetached}. Not attached by that association: no-op. */
    record DetachEip(String instanceId, AssociatedInstanceType instanceType, String eipId, String associationId)
            implements NetworkCommand {
        @Override
        public String subject() {
            return instanceId;
        }

        @Override
        public String requesterId() {
            return eipId;
        }
    }

    /**
     * A run of an instance ended by itself, says the host that it was on; answered by {@code InstanceStopped}. Another run, another
     * host, an instance that is gone or not Running: no-op.
     *
     * @param hostId the host that says so
     * @param run the run that ended
     */
    record ReportInstanceEnded(String instanceId, String hostId, int run, InstanceEnd end) implements NetworkCommand {
        @Override
        public String subject() {
            return instanceId;
        }

        @Override
        public String requesterId() {
            return hostId;
        }
    }
}
