package io.openhavip.eip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.eip.EipInstanceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Commands to an Eip. Those that callers give come first; the others answer what its processes asked the carrier. */
public sealed interface EipRequest {

    String eipId();

    /**
     * @param ipAddress reserved for it in the same transaction; "" before
     * @param bandwidth in Mbit/s
     */
    record AllocateEip(
            @TargetAggregateIdentifier String eipId,
            String accountId,
            String regionId,
            String ipAddress,
            int bandwidth,
            InternetChargeType internetChargeType,
            String isp,
            String name,
            String description,
            String resourceGroupId,
            Map<String, String> tags)
            implements EipRequest {

        public AllocateEip withAddress(String address) {
            return new AllocateEip(
                    eipId,
                    accountId,
                    regionId,
                    address,
                    bandwidth,
                    internetChargeType,
                    isp,
                    name,
                    description,
                    resourceGroupId,
                    tags);
        }
    }

    /** What is empty stays as it is. */
    record ModifyEip(
            @TargetAggregateIdentifier String eipId,
            String accountId,
            Optional<String> name,
            Optional<String> description,
            Optional<Integer> bandwidth)
            implements EipRequest {}

    record TagEip(@TargetAggregateIdentifier String eipId, String accountId, Map<String, String> tags)
            implements EipRequest {}

    record UntagEip(@TargetAggregateIdentifier String eipId, String accountId, List<String> tagKeys)
            implements EipRequest {}

    /** Takes every tag away. */
    record ClearTags(@TargetAggregateIdentifier String eipId, String accountId) implements EipRequest {}

    record MoveEipToResourceGroup(@TargetAggregateIdentifier String eipId, String accountId, String resourceGroupId)
            implements EipRequest {}

    /**
     * @param givenInstanceType the type as the caller spelt it
     * @param associationId names this try; made by the caller
     */
    record AssociateEip(
            @TargetAggregateIdentifier String eipId,
            String accountId,
            String instanceId,
            EipInstanceType instanceType,
            String givenInstanceType,
            String associationId)
            implements EipRequest {}

    /** @param instanceId what the caller believes it is associated with; empty: whatever it is */
    record UnassociateEip(@TargetAggregateIdentifier String eipId, String accountId, Optional<String> instanceId)
            implements EipRequest {}

    record ReleaseEip(@TargetAggregateIdentifier String eipId, String accountId) implements EipRequest {}

    /** The carrier agreed. */
    record ConfirmAssociation(
            @TargetAggregateIdentifier String eipId,
            String associationId,
            String privateIpAddress,
            String vSwitchId,
            String vpcId)
            implements EipRequest {}

    /** The carrier, or the lack of it, refused. */
    record RefuseAssociation(
            @TargetAggregateIdentifier String eipId, String associationId, ErrorCode code, String message)
            implements EipRequest {}

    /** The carrier is free of the EIP: asked to, or deleted. */
    record ConfirmUnassociation(@TargetAggregateIdentifier String eipId, String associationId) implements EipRequest {}

    /** The carrier that should be freed of the EIP does not exist. */
    record ConfirmAbsence(@TargetAggregateIdentifier String eipId, String instanceId) implements EipRequest {}

    /** Deadline: no answer from the carrier came. */
    record ExpireAssociation(@TargetAggregateIdentifier String eipId, String associationId) implements EipRequest {}

    /** Asks whether the carrier may hold the EIP by this association; changes nothing. */
    record CheckAssociation(@TargetAggregateIdentifier String eipId, String associationId) implements EipRequest {}
}
