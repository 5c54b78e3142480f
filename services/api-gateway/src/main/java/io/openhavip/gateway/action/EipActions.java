package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.EIP;
import static io.openhavip.gateway.action.Product.VPC;
import static io.openhavip.gateway.action.Shape.constant;
import static io.openhavip.gateway.action.Shape.nothing;
import static io.openhavip.gateway.action.Shape.second;
import static io.openhavip.gateway.action.Shape.tags;
import static io.openhavip.gateway.action.Shape.text;

import java.util.List;

/**
 * EIPs, which belong to product Vpc. A kind of instance is handed on as it is spelt, and shown so: Terraform replaces an association that
 * comes back as {@code HaVip} when it was given as {@code HAVIP}.
 */
final class EipActions {

    private static final Shape EIP_SHAPE = Shape.of(
            text("AllocationId", "allocationId"),
            text("IpAddress", "ipAddress"),
            text("Status", "status"),
            text("InstanceId", "instanceId"),
            text("InstanceType", "instanceType"),
            constant("InstanceRegionId", ""),
            constant("PrivateIpAddress", ""),
            text("Bandwidth", "bandwidth"),
            text("EipBandwidth", "bandwidth"),
            text("InternetChargeType", "internetChargeType"),
            text("ChargeType", "chargeType"),
            text("ISP", "isp"),
            constant("Netmode", "public"),
            text("Name", "name"),
            text("Description", "description"),
            text("RegionId", "regionId"),
            text("ResourceGroupId", "resourceGroupId"),
            second("AllocationTime", "allocationTime"),
            constant("ExpiredTime", ""),
            constant("VpcId", ""),
            constant("Zone", ""),
            constant("PublicIpAddressPoolId", ""),
            constant("BusinessStatus", "Normal"),
            constant("Mode", "NAT"),
            constant("DeletionProtection", false),
            constant("SecondLimited", false),
            constant("ServiceManaged", 0),
            constant("HasReservationData", "false"),
            nothing("OperationLocks", "LockReason"),
            nothing("SecurityProtectionTypes", "SecurityProtectionType"),
            tags());

    private EipActions() {}

    static List<Action> all() {
        return List.of(
                Mapping.of("AllocateEipAddress", EIP, "POST /eips", VPC)
                        .optional("RegionId", "regionId")
                        .optional("Bandwidth", "bandwidth")
                        .optional("InternetChargeType", "internetChargeType")
                        .optional("ISP", "isp")
                        .optional("Name", "name")
                        .optional("Description", "description")
                        .optional("IpAddress", "ipAddress")
                        .optional("ResourceGroupId", "resourceGroupId")
                        .tags()
                        .answers(Shape.of(
                                text("AllocationId", "allocationId"),
                                text("EipAddress", "ipAddress"),
                                constant("OrderId", 0),
                                text("ResourceGroupId", "resourceGroupId"))),
                Mapping.of("AssociateEipAddress", EIP, "POST /eips/{AllocationId}/association", VPC)
                        .required("InstanceId", "instanceId")
                        .alsoAbout(Resources::carrier, "InstanceId")
                        .optional("InstanceType", "instanceType")
                        .answers(Shape.empty()),
                Mapping.of("UnassociateEipAddress", EIP, "DELETE /eips/{AllocationId}/association", VPC)
                        .query("InstanceId", "instanceId")
                        .alsoAbout(Resources::carrier, "InstanceId")
                        .answers(Shape.empty()),
                Mapping.of("ReleaseEipAddress", EIP, "DELETE /eips/{AllocationId}", VPC)
                        .answers(Shape.empty()),
                Mapping.of("ModifyEipAddressAttribute", EIP, "PATCH /eips/{AllocationId}", VPC)
                        .optional("Bandwidth", "bandwidth")
                        .optional("Name", "name")
                        .clearable("Description", "description")
                        .answers(Shape.empty()),
                Mapping.of("DescribeEipAddresses", EIP, "GET /eips", VPC)
                        .query("RegionId", "regionId")
                        .queryFrom(parameters -> Mapping.commaSeparated(parameters, "AllocationId"), "allocationId")
                        .query("EipAddress", "ipAddress")
                        .query("EipName", "name")
                        .query("Status", "status")
                        .query("AssociatedInstanceType", "instanceType")
                        .query("AssociatedInstanceId", "instanceId")
                        .query("ResourceGroupId", "resourceGroupId")
                        .queryTags("Tag")
                        .filteredOnlyAs("ChargeType", "PostPaid")
                        .filteredOnlyAs("ISP", "BGP")
                        .filteredOnlyAs("SecurityProtectionEnabled", "false")
                        .notFilteredBy("Filter", "LockReason", "PublicIpAddressPoolId", "SegmentInstanceId")
                        .page()
                        .answers(Shape.page("EipAddresses", "EipAddress", "eips", EIP_SHAPE)));
    }
}
