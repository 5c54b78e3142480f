package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.BSS;
import static io.openhavip.gateway.action.Product.ECS;
import static io.openhavip.gateway.action.Product.LOCATION;
import static io.openhavip.gateway.action.Product.STS;
import static io.openhavip.gateway.action.Product.VPC;
import static io.openhavip.gateway.action.Shape.constant;
import static io.openhavip.gateway.action.Shape.number;
import static io.openhavip.gateway.action.Shape.objects;
import static io.openhavip.gateway.action.Shape.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.wire.Parameters;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What there is to choose from, and what clients ask about this endpoint and about themselves. */
final class CatalogueActions {

    private static final Shape IMAGE = Shape.of(
            text("ImageId", "imageId"),
            text("ImageName", "imageName"),
            text("ImageOwnerAlias", "imageOwnerAlias"),
            text("Status", "status"),
            text("OSType", "osType"),
            text("OSName", "osName"),
            text("OSNameEn", "osName"),
            text("Platform", "platform"),
            text("Architecture", "architecture"),
            number("Size", "size"),
            constant("Description", ""),
            constant("Usage", "instance"),
            constant("Progress", "100%"),
            constant("IsSupportCloudinit", true),
            constant("IsSupportIoOptimized", true),
            constant("IsPublic", true),
            Shape.nothing("DiskDeviceMappings", "DiskDeviceMapping"),
            Shape.nothing("Tags", "Tag"));

    /** Filters of instance types other than by id and family. */
    private static final String[] FILTERS_BY_SIZE = {
        "CpuArchitecture",
        "CpuArchitectures",
        "GPUSpec",
        "GpuSpecs",
        "InstanceCategories",
        "InstanceCategory",
        "InstanceFamilyLevel",
        "InstanceTypeFamilies",
        "LocalStorageCategories",
        "LocalStorageCategory",
        "MaximumCpuCoreCount",
        "MaximumCpuSpeedFrequency",
        "MaximumCpuTurboFrequency",
        "MaximumGPUAmount",
        "MaximumMemorySize",
        "MinimumBaselineCredit",
        "MinimumCpuCoreCount",
        "MinimumCpuSpeedFrequency",
        "MinimumCpuTurboFrequency",
        "MinimumDiskQuantity",
        "MinimumEniIpv6AddressQuantity",
        "MinimumEniPrivateIpAddressQuantity",
        "MinimumEniQuantity",
        "MinimumEriQuantity",
        "MinimumGPUAmount",
        "MinimumInitialCredit",
        "MinimumInstanceBandwidthRx",
        "MinimumInstanceBandwidthTx",
        "MinimumInstancePpsRx",
        "MinimumInstancePpsTx",
        "MinimumLocalStorageAmount",
        "MinimumLocalStorageCapacity",
        "MinimumMemorySize",
        "MinimumPrimaryEniQueueNumber",
        "MinimumQueuePairNumber",
        "MinimumSecondaryEniQueueNumber",
        "NvmeSupport",
        "PhysicalProcessorModel",
        "PhysicalProcessorModels",
    };

    private CatalogueActions() {}

    private static final Shape REGIONS = Shape.of(objects(
            "Regions",
            "Region",
            "regions",
            Shape.of(
                    text("RegionId", "regionId"),
                    text("LocalName", "localName"),
                    text("RegionEndpoint", "regionEndpoint"),
                    text("Status", "status"))));

    static List<Action> all() {
        return List.of(
                Mapping.of("DescribeRegions", NETWORK, "GET /regions", VPC).answers(REGIONS),
                Mapping.of("DescribeRegions", NETWORK, "GET /regions", ECS).answers(REGIONS),
                Mapping.of("DescribeZones", NETWORK, "GET /zones", VPC)
                        .query("RegionId", "regionId")
                        .answers(Shape.of(objects(
                                "Zones",
                                "Zone",
                                "zones",
                                Shape.of(
                                        text("ZoneId", "zoneId"),
                                        text("LocalName", "localName"),
                                        constant("ZoneType", "AvailabilityZone"))))),
                Mapping.of("DescribeInstanceTypes", NETWORK, "GET /instance-types", ECS)
                        .queryAny("InstanceTypes", "instanceTypeId")
                        .query("InstanceTypeFamily", "instanceTypeFamily")
                        .notFilteredBy(FILTERS_BY_SIZE)
                        .answers(Shape.of(
                                objects(
                                        "InstanceTypes",
                                        "InstanceType",
                                        "instanceTypes",
                                        Shape.of(
                                                text("InstanceTypeId", "instanceTypeId"),
                                                text("InstanceTypeFamily", "instanceTypeFamily"),
                                                number("CpuCoreCount", "cpuCoreCount"),
                                                (type, to) -> to.put(
                                                        "MemorySize",
                                                        type.path("memorySize").asDouble()),
                                                number("EniQuantity", "eniQuantity"),
                                                text("CpuArchitecture", "cpuArchitecture"),
                                                constant("EniPrivateIpAddressQuantity", 1),
                                                constant("LocalStorageAmount", 0),
                                                constant("LocalStorageCapacity", 0),
                                                constant("LocalStorageCategory", ""),
                                                constant("GPUAmount", 0),
                                                constant("GPUSpec", ""),
                                                constant("NvmeSupport", "unsupported"))),
                                constant("NextToken", ""))),
                Mapping.of("DescribeImages", NETWORK, "GET /images", ECS)
                        .queryFrom(CatalogueActions::imageIds, "imageId")
                        .query("ImageName", "imageName")
                        .query("OSType", "osType")
                        .query("Architecture", "architecture")
                        .filteredOnlyAs("Status", "Available")
                        .filteredOnlyAs("IsPublic", "true")
                        .filteredOnlyAs("IsSupportCloudinit", "true")
                        .filteredOnlyAs("IsSupportIoOptimized", "true")
                        .filteredOnlyAs("Usage", "instance", "none")
                        .notFilteredBy("Filter", "ImageFamily", "ImageOwnerId", "ResourceGroupId", "SnapshotId", "Tag")
                        .page()
                        .answers(Shape.page("Images", "Image", "images", IMAGE)),
                local("GetCallerIdentity", STS, CatalogueActions::identity),
                local("DescribeEndpoints", LOCATION, CatalogueActions::endpoints),
                local("QueryAvailableInstances", BSS, CatalogueActions::nothingToPayFor));
    }

    /** Whoever can sign may ask, unless it is forbidden. */
    private static Action local(String name, Product product, Function<Asked, ObjectNode> answer) {
        return new Action(
                name,
                Set.of(product),
                product,
                parameters -> RamResource.unlessDenied(product),
                new Action.Plan.Local(answer));
    }

    /** One id or several with commas; what is offered belongs to the system, so that asking for one's own finds nothing. */
    private static List<String> imageIds(Parameters parameters) {
        boolean others = parameters
                .find("ImageOwnerAlias")
                .filter(alias -> !alias.equals("system"))
                .isPresent();
        return others ? List.of("-") : Mapping.commaSeparated(parameters, "ImageId");
    }

    private static ObjectNode identity(Asked asked) {
        Caller caller = asked.caller();
        return JsonNodeFactory.instance
                .objectNode()
                .put("AccountId", caller.accountId())
                .put("UserId", caller.userId())
                .put("PrincipalId", caller.userId())
                .put("RoleId", "")
                .put("IdentityType", caller.isRoot() ? "Account" : "RAMUser")
                .put("Arn", caller.principal());
    }

    /** Terraform's provider asks it to learn what kind of account it has, and wants no more than an answer. */
    private static ObjectNode nothingToPayFor(Asked asked) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("Code", "Success")
                .put("Message", "Successful!")
                .put("Success", true);
        answer.putObject("Data")
                .put("PageNum", 1)
                .put("PageSize", 20)
                .put("TotalCount", 0)
                .putArray("InstanceList");
        return answer;
    }

    /** One of the names is misspelt in the field, and that is the one that clients compare. */
    private static ObjectNode endpoints(Asked asked) {
        String service = asked.parameters().require("ServiceCode");
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("Success", true);
        ObjectNode endpoint = answer.putObject("Endpoints").putArray("Endpoint").addObject();
        endpoint.put("Endpoint", asked.host())
                .put("Id", asked.parameters().require("Id"))
                .put("ServiceCode", service)
                .put("SerivceCode", service)
                .put("Type", "openAPI")
                .put("Namespace", "");
        endpoint.putObject("Protocols").putArray("Protocols").add("HTTP").add("HTTPS");
        return answer;
    }
}
