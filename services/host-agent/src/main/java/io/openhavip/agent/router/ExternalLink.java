package io.openhavip.agent.router;

import java.util.Optional;

/**
 * This host's way out of its VPCs, as it was configured.
 *
 * @param device in the agent's namespace; absent: no EIP is translated here
 * @param gateway next hop beyond it; absent: everything outside is on the link
 */
public record ExternalLink(Optional<String> device, Optional<String> gateway) {

    public static final ExternalLink NONE = new ExternalLink(Optional.empty(), Optional.empty());
}
