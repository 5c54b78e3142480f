package io.openhavip.contracts.network;

import io.openhavip.contracts.Command;
import java.util.Optional;

/**
 * Commands to network-service on {@code network.commands}. Each is answered on {@code network.events}: by the event that it
 * caused, or by {@link CommandRefused}.
 */
public sealed interface NetworkCommand extends Command {

    /** The aggregate of the sender that waits for the answer. */
    String requesterId();

    /**
     * Reserve a private address for a HAVIP; answered by {@code AddressReserved}.
     *
     * @param ipAddress the address asked for; empty: network-service picks an idle one
     */
    record ReserveHaVipAddress(String vSwitchId, String haVipId, Optional<String> ipAddress) implements NetworkCommand {
        @Override
        public String subject() {
            return vSwitchId;
        }

        @Override
        public String requesterId() {
            return haVipId;
        }
    }

    /** Give back whatever address of the vSwitch the HAVIP holds; answered by {@code AddressReleased}. Nothing held: no-op. */
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

    /** Ask the instance to carry a HAVIP; answered by {@code HaVipAttached}. */
    record AttachHaVip(String instanceId, String haVipId, String associationId, String vSwitchId)
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

    /** Free the instance of a HAVIP; answered by {@code HaVipDetached}. Not attached by that association: no-op. */
    record DetachHaVip(String instanceId, String haVipId, String associationId) implements NetworkCommand {
        @Override
        public String subject() {
            return instanceId;
        }

        @Override
        public String requesterId() {
            return haVipId;
        }
    }
}
