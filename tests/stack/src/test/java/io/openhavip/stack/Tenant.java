package io.openhavip.stack;

import java.util.Map;

/** Callers of one account. */
record Tenant(Stack stack, String accountId) {

    Rest network() {
        return stack.network.rest(accountId);
    }

    Rest haVips() {
        return stack.haVip.rest(accountId);
    }

    Rest eips() {
        return stack.eip.rest(accountId);
    }

    String newVSwitch(String cidrBlock) {
        String vpcId = network()
                .post("/vpcs", Map.of("cidrBlock", cidrBlock))
                .expect(201)
                .text("/vpcId");
        return network()
                .post("/vswitches", Map.of("vpcId", vpcId, "cidrBlock", cidrBlock))
                .expect(201)
                .text("/vSwitchId");
    }

    Stack.Port newInstance(String vSwitchId) {
        Rest.Answer answer =
                network().post("/instances", Map.of("vSwitchId", vSwitchId)).expect(201);
        return new Stack.Port(
                answer.text("/instances/0/instanceId"),
                answer.text("/instances/0/networkInterfaces/0/networkInterfaceId"),
                vSwitchId,
                answer.text("/instances/0/networkInterfaces/0/macAddress"));
    }

    String newNetworkInterface(String vSwitchId) {
        return network()
                .post("/network-interfaces", Map.of("vSwitchId", vSwitchId))
                .expect(201)
                .text("/networkInterfaceId");
    }

    Rest.Answer attach(String networkInterfaceId, String instanceId) {
        return network()
                .post("/network-interfaces/" + networkInterfaceId + "/attach", Map.of("instanceId", instanceId));
    }

    Rest.Answer detach(String networkInterfaceId, String instanceId) {
        return network()
                .post("/network-interfaces/" + networkInterfaceId + "/detach", Map.of("instanceId", instanceId));
    }

    Rest.Answer associateInterface(String haVipId, String networkInterfaceId) {
        return haVips().post(
                        "/ha-vips/" + haVipId + "/associations",
                        Map.of("instanceId", networkInterfaceId, "instanceType", "NetworkInterface"));
    }

    String newHaVip(String vSwitchId) {
        return haVips().post("/ha-vips", Map.of("vSwitchId", vSwitchId))
                .expect(201)
                .text("/haVipId");
    }

    Rest.Answer associate(String haVipId, String instanceId) {
        return haVips().post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId));
    }

    Rest.Answer unassociate(String haVipId, String instanceId) {
        return haVips().delete("/ha-vips/" + haVipId + "/associations/" + instanceId);
    }

    /** Also while the instance has the address and another could take it. */
    Rest.Answer unassociateByForce(String haVipId, String instanceId) {
        return haVips().delete("/ha-vips/" + haVipId + "/associations/" + instanceId + "?force=true");
    }

    String newEip() {
        return eips().post("/eips", Map.of()).expect(201).text("/allocationId");
    }

    Rest.Answer associateEip(String eipId, String instanceId, String instanceType) {
        return eips().post(
                        "/eips/" + eipId + "/association",
                        Map.of("instanceId", instanceId, "instanceType", instanceType));
    }

    String masterOf(String haVipId) {
        return haVips().get("/ha-vips/" + haVipId).expect(200).text("/masterInstanceId");
    }
}
