package io.openhavip.havip.domain;

/** Who has a HAVIP's address now, as arp-gateway last said: the instance, and the port that announced it. */
public record Master(String instanceId, String networkInterfaceId) {

    /** Whether the address is lost with the association of this instance or network interface. */
    public boolean isBehind(String associatedId) {
        return associatedId.equals(instanceId) || associatedId.equals(networkInterfaceId);
    }
}
