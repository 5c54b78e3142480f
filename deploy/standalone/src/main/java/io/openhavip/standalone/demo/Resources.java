package io.openhavip.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cloud resources of the demo, made by the calls of the HAVIP guide's quick deployment and removed in reverse. Not thread-safe, but
 * for {@link #masterInstanceId()}.
 */
final class Resources {

    static final String HAVIP_ADDRESS = "192.168.0.88";
    private static final String VPC_BLOCK = "192.168.0.0/16";
    private static final String VSWITCH_BLOCK = "192.168.0.0/24";
    private static final String ZONE = "cn-hangzhou-b";
    private static final String NAME = "havip-demo";
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(20);

    /**
     * An instance of the demo.
     *
     * @param networkInterfaceId its port
     */
    record Instance(String name, String instanceId, String networkInterfaceId, String macAddress, String address) {}

    /** An elastic IP address. */
    record Eip(String allocationId, String address) {}

    private record Made(String what, Runnable removal) {}

    private final OpenApi api;
    private final Deque<Made> made = new ArrayDeque<>();
    private final List<String> instanceIds = new ArrayList<>();
    private String vSwitchId = "";
    private String securityGroupId = "";
    private String haVipId = "";

    Resources(OpenApi api) {
        this.api = api;
    }

    void createNetwork() {
        String vpcId = make("CreateVpc", Map.of("CidrBlock", VPC_BLOCK, "VpcName", NAME))
                .path("VpcId")
                .asText();
        removeBy("DeleteVpc", "VpcId", vpcId);
        vSwitchId = make("CreateVSwitch", Map.of("VpcId", vpcId, "CidrBlock", VSWITCH_BLOCK, "ZoneId", ZONE))
                .path("VSwitchId")
                .asText();
        removeBy("DeleteVSwitch", "VSwitchId", vSwitchId);
        securityGroupId = make("CreateSecurityGroup", Map.of("VpcId", vpcId, "SecurityGroupName", NAME))
                .path("SecurityGroupId")
                .asText();
        removeBy("DeleteSecurityGroup", "SecurityGroupId", securityGroupId);
    }

    /** @param userData the script of its first boot; "" for none */
    Instance runInstance(String name, String address, String userData) {
        String instanceId = make(
                        "RunInstances",
                        Map.of(
                                "InstanceName",
                                name,
                                "HostName",
                                name,
                                "ImageId",
                                "aliyun_3_x64_20G_alibase_20221102.vhd",
                                "InstanceType",
                                "ecs.e-c1m1.large",
                                "VSwitchId",
                                vSwitchId,
                                "SecurityGroupId",
                                securityGroupId,
                                "PrivateIpAddress",
                                address,
                                "UserData",
                                Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8))))
                .at("/InstanceIdSets/InstanceIdSet/0")
                .asText();
        instanceIds.add(instanceId);
        made.push(new Made(name, () -> api.call("DeleteInstance", Map.of("InstanceId", instanceId, "Force", "true"))));
        JsonNode port = Eventually.find(
                "DescribeInstances shows the network interface of " + name,
                REMOVAL_LIMIT,
                () -> Optional.of(api.call("DescribeInstances", Map.of("InstanceIds", "[\"" + instanceId + "\"]"))
                                .at("/Instances/Instance/0/NetworkInterfaces/NetworkInterface/0"))
                        .filter(JsonNode::isObject));
        return new Instance(
                name,
                instanceId,
                port.path("NetworkInterfaceId").asText(),
                port.path("MacAddress").asText(),
                address);
    }

    void createHaVip() {
        haVipId = make("CreateHaVip", Map.of("VSwitchId", vSwitchId, "IpAddress", HAVIP_ADDRESS, "Name", NAME))
                .path("HaVipId")
                .asText();
        removeBy("DeleteHaVip", "HaVipId", haVipId);
    }

    void associate(Instance instance) {
        make("AssociateHaVip", Map.of("HaVipId", haVipId, "InstanceId", instance.instanceId()));
        made.push(new Made("association of " + instance.name(), () -> unassociate(instance)));
    }

    // The one that has the address is not let go otherwise while there is another.
    void unassociate(Instance instance) {
        api.call("UnassociateHaVip", Map.of("HaVipId", haVipId, "InstanceId", instance.instanceId(), "Force", "true"));
    }

    Eip allocateEip() {
        JsonNode allocated = make("AllocateEipAddress", Map.of("Name", NAME));
        Eip eip = new Eip(
                allocated.path("AllocationId").asText(),
                allocated.path("EipAddress").asText());
        removeBy("ReleaseEipAddress", "AllocationId", eip.allocationId());
        return eip;
    }

    void associateEip(Eip eip) {
        Map<String, String> association =
                Map.of("AllocationId", eip.allocationId(), "InstanceId", haVipId, "InstanceType", "HaVip");
        make("AssociateEipAddress", association);
        made.push(new Made(
                "association of the EIP",
                () -> api.call(
                        "UnassociateEipAddress", Map.of("AllocationId", eip.allocationId(), "InstanceId", haVipId))));
    }

    /** As the guide's step 2 of the test does it. */
    void stop(Instance instance) {
        make(
                "StopInstance",
                Map.of(
                        "InstanceId", instance.instanceId(),
                        "ForceStop", "false",
                        "StoppedMode", "KeepCharging"));
    }

    void start(Instance instance) {
        make("StartInstance", Map.of("InstanceId", instance.instanceId()));
    }

    /** MasterInstanceId as DescribeHaVips shows it now; "" for nobody. */
    String masterInstanceId() {
        return api.call("DescribeHaVips", Map.of("Filter.1.Key", "HaVipId", "Filter.1.Value.1", haVipId))
                .at("/HaVips/HaVip/0/MasterInstanceId")
                .asText();
    }

    /** Of all instances that were ever made. */
    List<String> instanceIds() {
        return List.copyOf(instanceIds);
    }

    String vSwitchId() {
        return vSwitchId;
    }

    String haVipId() {
        return haVipId;
    }

    /** Removes all that was made; what is gone already is no trouble. Tells what could not be removed. */
    List<String> remove() {
        List<String> left = new ArrayList<>();
        while (!made.isEmpty()) {
            Made thing = made.pop();
            remove(thing).ifPresent(why -> left.add("the " + thing.what() + " (" + why + ")"));
        }
        return left;
    }

    // What depends on it may be about to go: an answer to DeleteInstance does not wait for all that hears of it.
    private static Optional<String> remove(Made thing) {
        long deadline = System.nanoTime() + REMOVAL_LIMIT.toNanos();
        while (true) {
            try {
                thing.removal().run();
                return Optional.empty();
            } catch (OpenApi.Refused refused) {
                if (isGone(refused.code())) {
                    return Optional.empty();
                }
                if (System.nanoTime() > deadline) {
                    return Optional.of(refused.getMessage());
                }
            } catch (RuntimeException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            Eventually.pause();
        }
    }

    private static boolean isGone(String code) {
        return code.endsWith(".NotFound") || code.equals("ResourceNotAssociated");
    }

    private void removeBy(String action, String parameter, String id) {
        made.push(new Made(id, () -> api.call(action, Map.of(parameter, id))));
    }

    private JsonNode make(String action, Map<String, String> parameters) {
        Interruption.check();
        return api.call(action, parameters);
    }
}
