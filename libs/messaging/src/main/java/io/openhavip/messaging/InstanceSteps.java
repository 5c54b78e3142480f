package io.openhavip.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Steps of what was written about instances. */
final class InstanceSteps {

    private InstanceSteps() {}

    /** An instance was a name, a place and an interface; it gets what one has that is run without saying more. */
    static ObjectNode withAttributes(ObjectNode json) {
        JsonNode name = json.remove("instanceName");
        ObjectNode attributes = json.putObject("attributes");
        attributes.set("instanceName", name);
        attributes.put("hostName", "").put("description", "").put("userData", "");
        attributes.putArray("securityGroupIds");
        attributes.put("deletionProtection", false).put("resourceGroupId", "");
        json.putObject("hardware")
                .put("instanceType", "ecs.g6.large")
                .put("imageId", "aliyun_3_x64_20G_alibase_20221102.vhd")
                .put("keyPairName", "")
                .putObject("systemDisk")
                .put("category", "cloud_essd")
                .put("size", 40);
        json.putObject("billing")
                .put("instanceChargeType", "PostPaid")
                .put("spotStrategy", "NoSpot")
                .put("internetChargeType", "PayByTraffic")
                .put("internetMaxBandwidthOut", 0);
        json.putNull("deploymentSetId");
        json.putObject("tags");
        return json;
    }
}
