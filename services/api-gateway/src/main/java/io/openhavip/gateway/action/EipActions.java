package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.EIP;
import static io.openhavip.gateway.action.Product.VPC;
import static io.openhavip.gateway.action.Shape.constant;
import static io.openhavip.gateway.action.Shape.nothing;
import static io.openhavip.gateway.action.Shape.second;
import static io.openhavip.gateway.action.Shape.tags;
import static io.openhavip.gateway.action.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.gateway.action.Resources.Kind;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.List;
import java.util.Optional;

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
                unassociation(),
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

    /** The EIP says what carries it when the request does not: who may not touch that must not take its EIP away. */
    private static Action unassociation() {
        Action named = Mapping.of("UnassociateEipAddress", EIP, "DELETE /eips/{AllocationId}/association", VPC)
                .query("InstanceId", "instanceId")
                .alsoAbout(Resources::carrier, "InstanceId")
                .answers(Shape.empty());
        Action.Plan.Translated plan = (Action.Plan.Translated) named.plan();
        return named.by(new Action.Plan.Steps(
                false,
                (parameters, answers) -> {
                    BackendCall deletion = plan.call().apply(parameters);
                    if (parameters.find("InstanceId").isPresent()) {
                        return answers.isEmpty() ? Optional.of(deletion) : Optional.empty();
                    }
                    return switch (answers.size()) {
                        case 0 -> Optional.of(Kind.EIP.read(Mapping.id(parameters, "AllocationId")));
                        case 1 -> Optional.of(from(carrier(answers), deletion));
                        default -> Optional.empty();
                    };
                },
                answers -> carrier(answers).map(Resources::carrier).stream().toList(),
                (asked, answers) -> plan.answer().apply(answers.getLast())));
    }

    private static Optional<String> carrier(List<JsonNode> answers) {
        return answers.stream()
                .map(eip -> eip.path("instanceId").asText(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    /** From no other than what was seen to carry it; a request with a token must be the same when it is made again. */
    private static BackendCall from(Optional<String> carrier, BackendCall deletion) {
        return carrier.filter(id -> deletion.clientToken().isEmpty())
                .map(id -> new BackendCall(
                        deletion.backend(),
                        deletion.method(),
                        deletion.target() + "?instanceId=" + UrlEncoding.encode(id),
                        deletion.body(),
                        deletion.clientToken()))
                .orElse(deletion);
    }
}
