package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Backend.NETWORK;
import static io.openhavip.gateway.action.Product.ECS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What can be had in which zone: every zone has every instance type, as network-service places instances. Terraform's data sources of
 * zones and instance types begin here.
 */
final class AvailableResources {

    private static final List<String> DISK_CATEGORIES = List.of("cloud_efficiency", "cloud_ssd", "cloud_essd");
    private static final int SMALLEST_SYSTEM_DISK_GIB = 20;
    private static final int LARGEST_SYSTEM_DISK_GIB = 2048;

    private AvailableResources() {}

    static List<Action> all() {
        return List.of(
                inZones("DescribeZones", AvailableResources::describeZones),
                inZones("DescribeAvailableResource", AvailableResources::describeAvailableResource));
    }

    private static Action inZones(String name, BiFunction<Asked, List<JsonNode>, ObjectNode> answer) {
        return new Action(
                name,
                Set.of(ECS),
                ECS,
                parameters -> RamResource.any(ECS),
                Action.Plan.Steps.of(
                        true,
                        List.of(
                                parameters ->
                                        read("/zones?regionId=" + UrlEncoding.encode(parameters.require("RegionId"))),
                                parameters -> read("/instance-types")),
                        answer));
    }

    private static BackendCall read(String target) {
        return new BackendCall(NETWORK, "GET", target, Optional.empty(), Optional.empty());
    }

    private static ObjectNode describeZones(Asked asked, List<JsonNode> answers) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode zones = answer.putObject("Zones").putArray("Zone");
        for (JsonNode zone : answers.getFirst().path("zones")) {
            ObjectNode described = zones.addObject()
                    .put("ZoneId", zone.path("zoneId").asText())
                    .put("LocalName", zone.path("localName").asText())
                    .put("ZoneType", "AvailabilityZone");
            List<String> types = types(answers.getLast().path("instanceTypes"));
            List<String> families = values(answers.getLast().path("instanceTypes"), "instanceTypeFamily");
            texts(described, "AvailableInstanceTypes", "InstanceTypes", types);
            texts(described, "AvailableDiskCategories", "DiskCategories", DISK_CATEGORIES);
            texts(described, "AvailableVolumeCategories", "VolumeCategories", List.of());
            texts(described, "AvailableResourceCreation", "ResourceTypes", List.of("VSwitch", "Instance", "Disk"));
            texts(described, "AvailableDedicatedHostTypes", "DedicatedHostType", List.of());
            texts(described, "DedicatedHostGenerations", "DedicatedHostGeneration", List.of());
            ObjectNode info = described
                    .putObject("AvailableResources")
                    .putArray("ResourcesInfo")
                    .addObject()
                    .put("IoOptimized", true);
            texts(info, "InstanceTypes", "supportedInstanceType", types);
            texts(info, "InstanceTypeFamilies", "supportedInstanceTypeFamily", families);
            texts(info, "InstanceGenerations", "supportedInstanceGeneration", List.of());
            texts(info, "SystemDiskCategories", "supportedSystemDiskCategory", DISK_CATEGORIES);
            texts(info, "DataDiskCategories", "supportedDataDiskCategory", List.of());
            texts(info, "NetworkTypes", "supportedNetworkCategory", List.of("vpc"));
        }
        return answer;
    }

    private static ObjectNode describeAvailableResource(Asked asked, List<JsonNode> answers) {
        Parameters parameters = asked.parameters();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode zones = answer.putObject("AvailableZones").putArray("AvailableZone");
        Optional<String> wantedZone = parameters.find("ZoneId");
        for (JsonNode zone : answers.getFirst().path("zones")) {
            String zoneId = zone.path("zoneId").asText();
            if (wantedZone.map(zoneId::equals).orElse(true)) {
                ObjectNode available = stocked(zones.addObject())
                        .put("RegionId", zone.path("regionId").asText())
                        .put("ZoneId", zoneId);
                ObjectNode resource = available
                        .putObject("AvailableResources")
                        .putArray("AvailableResource")
                        .addObject();
                describe(resource, parameters, zoneId, answers.getLast().path("instanceTypes"));
            }
        }
        return answer;
    }

    private static void describe(ObjectNode resource, Parameters parameters, String zoneId, JsonNode types) {
        String wanted = parameters.require("DestinationResource");
        ArrayNode supported =
                resource.put("Type", wanted).putObject("SupportedResources").putArray("SupportedResource");
        switch (wanted) {
            case "Zone" -> add(supported, Stream.of(zoneId));
            case "IoOptimized" -> add(supported, Stream.of("optimized"));
            case "Network" -> add(supported, Stream.of("vpc"));
            case "InstanceType" -> add(supported, fitting(parameters, types));
            case "SystemDisk" ->
                DISK_CATEGORIES.stream()
                        .filter(category -> parameters
                                .find("SystemDiskCategory")
                                .map(category::equals)
                                .orElse(true))
                        .forEach(category -> stocked(supported.addObject())
                                .put("Value", category)
                                .put("Min", SMALLEST_SYSTEM_DISK_GIB)
                                .put("Max", LARGEST_SYSTEM_DISK_GIB)
                                .put("Unit", "GiB"));
            // Instances have no data disks here.
            case "DataDisk" -> {}
            default ->
                throw ApiError.invalid("\"DestinationResource\" must be Zone, IoOptimized, InstanceType, Network,"
                        + " SystemDisk or DataDisk, not " + wanted + ".");
        }
    }

    private static Stream<String> fitting(Parameters parameters, JsonNode types) {
        List<JsonNode> fitting = new ArrayList<>();
        Optional<String> type = parameters.find("InstanceType");
        Optional<Long> cores = parameters.number("Cores");
        Optional<Double> memory = parameters.find("Memory").map(AvailableResources::gibibytes);
        for (JsonNode each : types) {
            boolean fits = type.map(each.path("instanceTypeId").asText()::equals)
                            .orElse(true)
                    && cores.map(wanted -> wanted == each.path("cpuCoreCount").asLong())
                            .orElse(true)
                    && memory.map(wanted -> wanted == each.path("memorySize").asDouble())
                            .orElse(true);
            if (fits) {
                fitting.add(each);
            }
        }
        return fitting.stream().map(each -> each.path("instanceTypeId").asText());
    }

    private static double gibibytes(String text) {
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw ApiError.invalid("The parameter \"Memory\" must be a number of GiB.");
        }
        return Double.parseDouble(text);
    }

    private static void add(ArrayNode supported, Stream<String> values) {
        values.forEach(value -> stocked(supported.addObject()).put("Value", value));
    }

    private static ObjectNode stocked(ObjectNode to) {
        return to.put("Status", "Available").put("StatusCategory", "WithStock");
    }

    private static List<String> types(JsonNode instanceTypes) {
        return values(instanceTypes, "instanceTypeId");
    }

    private static List<String> values(JsonNode objects, String field) {
        Stream.Builder<String> values = Stream.builder();
        objects.forEach(each -> values.add(each.path(field).asText()));
        return values.build().distinct().toList();
    }

    private static void texts(ObjectNode to, String wrapper, String item, List<String> values) {
        ArrayNode items = to.putObject(wrapper).putArray(item);
        values.forEach(items::add);
    }
}
