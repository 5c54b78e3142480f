package io.openhavip.contracts;

/**
 * Every refusal that a service can give, with the wire code of the Alibaba Cloud API where it has one. Codes that the public
 * reference leaves open are chosen in its manner and listed in docs/compatibility.md.
 */
public enum ErrorCode {
    MISSING_PARAMETER(400, "MissingParameter"),
    INVALID_PARAMETER(400, "InvalidParameter"),
    MALFORMED_BODY(400, "InvalidRequestBody.Malformed"),
    INVALID_REGION_NOT_FOUND(404, "InvalidRegionId.NotFound"),
    INVALID_ZONE_NOT_FOUND(404, "InvalidZoneId.NotFound"),
    RESOURCE_NOT_FOUND(404, "ResourceNotFound"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowed"),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaType"),

    IDEMPOTENT_PARAMETER_MISMATCH(400, "IdempotentParameterMismatch"),
    IDEMPOTENT_PROCESSING(403, "IdempotentProcessing"),
    INVALID_NAME_MALFORMED(400, "InvalidName.Malformed"),
    INVALID_DESCRIPTION_MALFORMED(400, "InvalidDescription.Malformed"),
    INVALID_TAG_KEY_MALFORMED(400, "InvalidTagKey.Malformed"),
    INVALID_TAG_VALUE_MALFORMED(400, "InvalidTagValue.Malformed"),
    DUPLICATE_TAG_KEY(400, "Duplicate.TagKey"),
    TAGS_EXCEEDED(400, "NumberExceed.Tags"),
    INVALID_RESOURCE_GROUP(400, "InvalidResourceGroupId"),
    INVALID_QUOTA_NOT_FOUND(404, "QUOTA.NOT.EXISTS"),
    QUOTA_NOT_ADJUSTABLE(400, "QUOTA.CANT.EDIT"),
    INVALID_QUOTA_APPLICATION_NOT_FOUND(404, "QUOTA.APPLICATION.NOT.EXISTS"),
    QUOTA_APPLICATION_IN_PROCESS(400, "QUOTA.APPLICATION.PROCESS"),
    QUOTA_APPLICATION_DECIDED(400, "QUOTA.APPLICATION.DECIDED"),

    INVALID_VPC_NOT_FOUND(404, "InvalidVpcId.NotFound"),
    VPC_DEPENDENCY_VSWITCH(400, "DependencyViolation.VSwitch"),

    INVALID_CIDR_MALFORMED(400, "InvalidCidrBlock.Malformed"),
    INVALID_CIDR_MASK_LENGTH(400, "InvalidCirdrBlock.MaskLength"),
    INVALID_CIDR_OVERLAPPED(400, "InvalidCidrBlock.Overlapped"),
    INVALID_VSWITCH_NOT_FOUND(404, "InvalidVSwitchId.NotFound"),
    VSWITCH_DEPENDENCY(400, "DependencyViolation"),
    VSWITCH_DEPENDENCY_HAVIP(400, "DependencyViolation.HaVip"),
    VSWITCH_IP_NOT_ENOUGH(403, "InvalidVSwitchId.IpNotEnough"),

    INVALID_IP_MALFORMED(400, "InvalidIPAddress.Malformed"),
    INVALID_IP_OUT_OF_RANGE(400, "InvalidIPAddress.OutOfRange"),
    INVALID_IP_NOT_AVAILABLE(400, "InvalidIPAddress.NotAvailable"),
    INVALID_IP_ALREADY_USED(400, "InvalidIPAddress.AlreadyUsed"),

    INVALID_INSTANCE_NOT_FOUND(404, "InvalidInstanceId.NotFound"),
    INCORRECT_INSTANCE_STATUS(403, "IncorrectInstanceStatus"),
    /** Of associating a HAVIP or an EIP, which the API answers with another status than starting and stopping. */
    INCORRECT_INSTANCE_STATUS_TO_ASSOCIATE(400, "IncorrectInstanceStatus"),
    INSTANCE_VSWITCH_MISMATCH(400, "InvalidInstanceId.VSwitchMismatch"),
    HAVIPS_ON_INSTANCE_EXCEEDED(400, "CountLimitExceed.HaVipOnInstance"),
    INVALID_INSTANCE_NAME_MALFORMED(400, "InvalidInstanceName.Malformed"),
    INVALID_HOST_NAME_MALFORMED(400, "InvalidHostName.Malformed"),
    INVALID_USER_DATA_BASE64(400, "InvalidUserData.Base64FormatInvalid"),
    INVALID_USER_DATA_SIZE(400, "InvalidUserData.SizeExceeded"),
    INSTANCE_DELETION_PROTECTED(403, "InvalidOperation.DeletionProtection"),
    INSTANCE_TYPE_NOT_OFFERED(400, "InvalidInstanceType.ValueNotSupported"),
    INVALID_IMAGE_NOT_FOUND(404, "InvalidImageId.NotFound"),

    INVALID_ENI_NOT_FOUND(404, "InvalidEniId.NotFound"),
    INVALID_ECS_NOT_FOUND(404, "InvalidEcsId.NotFound"),
    INVALID_ENI_NAME_MALFORMED(400, "InvalidNetworkInterfaceName.Malformed"),
    INVALID_ENI_STATE(400, "InvalidOperation.InvalidEniState"),
    INVALID_ECS_STATE(400, "InvalidOperation.InvalidEcsState"),
    INVALID_ENI_TYPE(400, "InvalidOperation.InvalidEniType"),
    DETACH_PRIMARY_ENI(400, "InvalidOperation.DetachPrimaryEniNotAllowed"),
    ENIS_ON_INSTANCE_EXCEEDED(403, "EniPerInstanceLimitExceeded"),
    ENI_ZONE_MISMATCH(403, "InvalidOperation.AvailabilityZoneMismatch"),
    ENI_VPC_MISMATCH(403, "InvalidOperation.VpcMismatch"),
    ENI_VSWITCH_MISMATCH(400, "InvalidNetworkInterface.VSwitchMismatch"),
    INVALID_ENI_IP(403, "InvalidVSwitchId.IpInvalid"),
    ENI_IP_REPEATED(403, "InvalidIp.IpRepeated"),

    INVALID_HAVIP_VSWITCH_NOT_FOUND(400, "InvalidVSwitch.NotFound"),
    INVALID_HAVIP_NOT_FOUND(404, "InvalidHaVipId.NotFound"),
    INCORRECT_HAVIP_STATUS(400, "IncorrectHaVipStatus"),
    INSTANCE_ALREADY_ASSOCIATED(400, "InvalidAssociation.Duplicated"),
    RESOURCE_NOT_ASSOCIATED(400, "ResourceNotAssociated"),
    INSTANCES_ON_HAVIP_EXCEEDED(400, "CountLimitExceeded.HaVipOnECSInstance"),
    INTERFACES_ON_HAVIP_EXCEEDED(400, "CountLimitExceeded.HaVipOnNetworkInterface"),
    INSTANCE_TYPE_MISMATCH(400, "InvalidInstanceType.Mismatch"),
    UNASSOCIATE_MASTER_FORBIDDEN(400, "Forbidden.UnassociateMaster"),
    INCORRECT_STATUS(400, "IncorrectStatus"),
    HAVIP_ASSOCIATED_WITH_EIP(400, "DependencyViolation.HaVipAssociatedWithEIP"),
    HAVIP_REFERRED_BY_ROUTE_ENTRY(400, "DependencyViolation.HaVipReferedByRouteEntry"),
    HAVIP_QUOTA_EXCEEDED(400, "QuotaExceeded.HaVip"),
    HAVIP_FORBIDDEN(403, "Forbidden.HaVip"),

    INVALID_ALLOCATION_NOT_FOUND(404, "InvalidAllocationId.NotFound"),
    INCORRECT_EIP_STATUS(400, "IncorrectEipStatus"),
    EIPS_EXCEEDED(400, "QuotaExceeded.Eip"),
    RESERVE_IP_FAIL(400, "ReserveIpFail"),
    EIP_INSTANCE_NOT_FOUND(404, "InvalidInstanId.NotFound"),
    EIP_INSTANCE_TYPE_NOT_SUPPORTED(400, "InvalidInstanceType.ValueNotSupported"),
    ASSOCIATED_INSTANCE_TYPE_NOT_SUPPORTED(400, "InvalidIAssociatedInstanceType.ValueNotSupported"),
    TASK_CONFLICT(400, "TaskConflict"),

    INVALID_VPC_NAME_MALFORMED(400, "InvalidVpcName.Malformed"),
    INVALID_VPC_DESCRIPTION_MALFORMED(400, "InvalidVpcDiscription.Malformed"),
    VPC_DEPENDENCY_SECURITY_GROUP(400, "DependencyViolation.SecurityGroup"),
    VPC_DEPENDENCY_ROUTE_ENTRY(400, "DependencyViolation.RouteEntry"),
    VPC_QUOTA_EXCEEDED(400, "QuotaExceeded.Vpc"),
    INVALID_VSWITCH_NAME_MALFORMED(400, "InvalidVSwitchName.Malformed"),
    INVALID_VSWITCH_DESCRIPTION_MALFORMED(400, "InvalidVSwitchDiscription.Malformed"),
    VSWITCH_QUOTA_EXCEEDED(400, "QuotaExceeded.VSwitch"),
    INVALID_ROUTE_TABLE_NOT_FOUND(404, "InvalidRouteTableId.NotFound"),
    INVALID_ROUTE_ENTRY_NOT_FOUND(404, "InvalidRouteEntry.NotFound"),
    INVALID_NEXT_HOP_NOT_FOUND(404, "InvalidNextHopId.NotFound"),
    INVALID_NEXT_HOP_TYPE(400, "InvalidNextHopType"),
    ROUTE_DESTINATION_DUPLICATE(400, "InvalidCIDRBlock.Duplicate"),
    ROUTE_ENTRY_QUOTA_EXCEEDED(400, "QuotaExceeded"),
    HAVIP_ROUTE_ENTRY_QUOTA_EXCEEDED(400, "QuotaExceeded.HaVipRouteEntry"),
    SYSTEM_ROUTE_ENTRY(400, "OperationDenied"),
    INVALID_SECURITY_GROUP_NOT_FOUND(404, "InvalidSecurityGroupId.NotFound"),
    INVALID_SECURITY_GROUP_NAME_MALFORMED(400, "InvalidSecurityGroupName.Malformed"),
    INVALID_SECURITY_GROUP_DESCRIPTION_MALFORMED(400, "InvalidSecurityGroupDiscription.Malformed"),
    SECURITY_GROUP_QUOTA_EXCEEDED(403, "QuotaExceed.SecurityGroup"),
    SECURITY_GROUP_DEPENDENCY(403, "DependencyViolation"),
    SECURITY_GROUP_RULES_EXCEEDED(403, "AuthorizationLimitExceed"),
    SECURITY_GROUP_RULE_NOT_FOUND(404, "InvalidSecurityGroupRule.RuleNotExist"),
    SECURITY_GROUP_ALREADY_JOINED(403, "InvalidInstanceId.AlreadyExists"),
    SECURITY_GROUP_NOT_JOINED(404, "InvalidSecurityGroupAssociation.NotFound"),
    LAST_SECURITY_GROUP(403, "InstanceLastSecurityGroup"),
    SECURITY_GROUPS_OF_MEMBER_EXCEEDED(403, "InstanceSecurityGroupLimitExceeded"),
    INVALID_DEPLOYMENT_SET_NOT_FOUND(404, "InvalidDeploymentSetId.NotFound"),
    INVALID_DEPLOYMENT_SET_NAME_MALFORMED(400, "InvalidDeploymentSetName.Malformed"),
    INVALID_DEPLOYMENT_SET_STRATEGY(400, "InvalidParameter.Strategy"),
    DEPLOYMENT_SET_QUOTA_EXCEEDED(400, "DEPLOYMENTSET.QUOTA_FULL"),
    DEPLOYMENT_SET_DEPENDENCY(403, "DependencyViolation.NotEmpty"),
    DEPLOYMENT_SET_FULL(400, "QuotaExceed.DeploymentSetInstanceQuotaFull"),
    INSTANCE_QUOTA_EXCEEDED(403, "QuotaExceed.ElasticQuota"),
    NO_HOST(403, "OperationDenied.NoStock"),

    PORT_NOT_ON_HOST(403, "Forbidden.PortNotOnHost"),
    HOST_CREDENTIAL_INVALID(403, "Forbidden.HostCredential"),

    OPERATION_TIMED_OUT(503, "ServiceUnavailable"),
    INTERNAL_ERROR(500, "InternalError");

    private final int httpStatus;
    private final String code;

    ErrorCode(int httpStatus, String code) {
        this.httpStatus = httpStatus;
        this.code = code;
    }

    /** HTTP status that the REST and RPC interfaces answer with. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The code on the wire, for example {@code IncorrectHaVipStatus}. */
    public String code() {
        return code;
    }
}
