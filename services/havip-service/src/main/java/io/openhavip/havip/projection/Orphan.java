package io.openhavip.havip.projection;

/** What is known to one side only, of havip-service and network-service, though both have had the time to agree. */
public sealed interface Orphan {

    String haVipId();

    /** An address is reserved for a HAVIP that does not exist. */
    record Reservation(String haVipId, String vSwitchId, String address) implements Orphan {}

    /** A HAVIP exists whose address is not reserved. */
    record Unreserved(String haVipId, String accountId, String regionId, String vSwitchId, String address)
            implements Orphan {}

    /** An instance or network interface carries a HAVIP that knows no such association. */
    record Attachment(String haVipId, String instanceId, String associationId) implements Orphan {}

    /** A HAVIP is associated with an instance or network interface that does not carry it by that association. */
    record Association(String haVipId, String instanceId, String associationId) implements Orphan {}

    /**
     * A HAVIP is Unassociating.
     *
     * @param held whether the instance or network interface still carries it by that association
     * @param operationId the operation that asked for the end
     */
    record Unassociation(String haVipId, String instanceId, String associationId, boolean held, String operationId)
            implements Orphan {}

    /**
     * A HAVIP is Deleting.
     *
     * @param held whether its address is still reserved for it
     * @param operationId the operation that asked for the deletion
     */
    record Deletion(String haVipId, String vSwitchId, String address, boolean held, String operationId)
            implements Orphan {}
}
