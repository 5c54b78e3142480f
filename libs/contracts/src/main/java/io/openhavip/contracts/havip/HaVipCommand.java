package io.openhavip.contracts.havip;

import io.openhavip.contracts.Command;

/**
 * Commands to havip-service on {@code havip.commands}. Each is answered on {@code havip.events}: by the event that it caused, or by
 * {@link io.openhavip.contracts.CommandRefused}.
 */
public sealed interface HaVipCommand extends Command {

    String haVipId();

    /** The aggregate of the sender that waits for the answer. */
    String requesterId();

    @Override
    default String subject() {
        return haVipId();
    }

    /**
     * Ask the HAVIP to carry an EIP; answered by {@code EipAttached}.
     *
     * @param accountId account of the EIP; the HAVIP must be of the same
     * @param regionId region of the EIP, likewise
     * @param associationId names this try to associate the two
     */
    record AttachEip(
            String haVipId, String accountId, String regionId, String eipId, String eipAddress, String associationId)
            implements HaVipCommand {
        @Override
        public String requesterId() {
            return eipId;
        }
    }

    /** Free the HAVIP of an EIP; answered by {@code EipDetached}. Not attached by that association: no-op. */
    record DetachEip(String haVipId, String eipId, String associationId) implements HaVipCommand {
        @Override
        public String requesterId() {
            return eipId;
        }
    }
}
