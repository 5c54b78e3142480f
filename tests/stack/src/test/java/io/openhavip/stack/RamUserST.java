package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.ecs20140526.models.DeleteInstancesRequest;
import com.aliyun.ecs20140526.models.RebootInstanceRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import com.aliyun.ecs20140526.models.StartInstancesRequest;
import com.aliyun.ecs20140526.models.StopInstancesRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.vpc20160428.models.AllocateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateVSwitchRequest;
import com.aliyun.vpc20160428.models.CreateVpcRequest;
import com.aliyun.vpc20160428.models.DeleteHaVipRequest;
import com.aliyun.vpc20160428.models.DeleteVSwitchRequest;
import com.aliyun.vpc20160428.models.DeleteVpcRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeVpcsRequest;
import com.aliyun.vpc20160428.models.ModifyHaVipAttributeRequest;
import com.aliyun.vpc20160428.models.ReleaseEipAddressRequest;
import com.aliyun.vpc20160428.models.UnassociateEipAddressRequest;
import com.aliyun.vpc20160428.models.UnassociateHaVipRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.testkit.Await;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A RAM user with the example's policy can do the guide's procedure, and nothing that the guide does not list. */
class RamUserST {

    private static final String REGION = "cn-hangzhou";
    private static final Stack STACK = Stack.shared();

    /** As the operator's interface answered it. */
    private static final Map<String, JsonNode> KEYS = new HashMap<>();

    private static ServiceProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = STACK.gateway("unused", "unused", STACK.newTenant().accountId());
        gateway.awaitReady();
        String policy = Files.readString(Path.of("../../deploy/examples/ram/havip-operator.json"));
        for (String user : List.of("operator", "nobody")) {
            String accountId = STACK.newTenant().accountId();
            String account = "/admin/accounts/" + accountId;
            STACK.admin(gateway, "PUT", account + "/policies/guide", policy);
            STACK.admin(gateway, "PUT", account + "/users/operator", "{\"policies\":[\"guide\"]}");
            STACK.admin(gateway, "PUT", account + "/users/nobody", "{\"policies\":[]}");
            KEYS.put(
                    user,
                    STACK.admin(
                            gateway,
                            "POST",
                            "/admin/access-keys",
                            "{\"accountId\":\"%s\",\"userName\":\"%s\"}".formatted(accountId, user)));
        }
        for (String user : KEYS.keySet()) {
            Await.until(() -> assertThat(String.valueOf(catchThrowable(() ->
                            new com.aliyun.vpc20160428.Client(config(user)).describeVpcs(new DescribeVpcsRequest()))))
                    .doesNotContain("access key is not found"));
        }
    }

    @Test
    void addressThatIsNotEncodedIsRefusedInTheProtocolsWay() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(gateway.url()).getPort())) {
            socket.getOutputStream()
                    .write("GET /?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"Code\":\"InvalidParameter\"");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static Config config(String user) {
        return new Config()
                .setAccessKeyId(KEYS.get(user).path("accessKeyId").asText())
                .setAccessKeySecret(KEYS.get(user).path("accessKeySecret").asText())
                .setRegionId(REGION)
                .setEndpoint(gateway.authority())
                .setProtocol("HTTP");
    }

    private static void forbidden(Callable<?> call, String permission) {
        assertThatThrownBy(call::call).isInstanceOfSatisfying(TeaException.class, refusal -> {
            assertThat(refusal.getCode()).isEqualTo("Forbidden.RAM");
            assertThat(refusal.getData().get("statusCode")).isEqualTo(403);
            assertThat(refusal.getData().get("AccessDeniedDetail"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("AuthAction", permission)
                    .containsEntry("NoPermissionType", "ImplicitDeny");
        });
    }

    @Test
    void operatorDoesTheGuidesProcedureAndNothingElse() throws Exception {
        var vpc = new com.aliyun.vpc20160428.Client(config("operator"));
        var ecs = new com.aliyun.ecs20140526.Client(config("operator"));
        String vpcId = vpc.createVpc(new CreateVpcRequest().setRegionId(REGION).setCidrBlock("192.168.0.0/16"))
                .getBody()
                .getVpcId();
        String vSwitchId = vpc.createVSwitch(new CreateVSwitchRequest()
                        .setRegionId(REGION)
                        .setVpcId(vpcId)
                        .setZoneId("cn-hangzhou-b")
                        .setCidrBlock("192.168.0.0/24"))
                .getBody()
                .getVSwitchId();
        String haVipId = vpc.createHaVip(
                        new CreateHaVipRequest().setRegionId(REGION).setVSwitchId(vSwitchId))
                .getBody()
                .getHaVipId();
        List<String> instanceIds = ecs.runInstances(new RunInstancesRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(vSwitchId)
                        .setAmount(2))
                .getBody()
                .getInstanceIdSets()
                .getInstanceIdSet();
        for (String instanceId : instanceIds) {
            vpc.associateHaVip(new AssociateHaVipRequest()
                    .setRegionId(REGION)
                    .setHaVipId(haVipId)
                    .setInstanceId(instanceId));
        }
        String eipId = vpc.allocateEipAddress(new AllocateEipAddressRequest().setRegionId(REGION))
                .getBody()
                .getAllocationId();
        vpc.associateEipAddress(new AssociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eipId)
                .setInstanceType("HaVip")
                .setInstanceId(haVipId));
        var stopped = ecs.stopInstances(
                        new StopInstancesRequest().setRegionId(REGION).setInstanceId(instanceIds))
                .getBody()
                .getInstanceResponses()
                .getInstanceResponse();
        assertThat(stopped).extracting(each -> each.getCurrentStatus()).containsOnly("Stopped");
        assertThat(ecs.startInstances(
                                new StartInstancesRequest().setRegionId(REGION).setInstanceId(instanceIds))
                        .getBody()
                        .getInstanceResponses()
                        .getInstanceResponse())
                .extracting(each -> each.getInstanceId())
                .containsExactlyElementsOf(instanceIds);
        forbidden(
                () -> vpc.modifyHaVipAttribute(new ModifyHaVipAttributeRequest()
                        .setRegionId(REGION)
                        .setHaVipId(haVipId)
                        .setName("mine")),
                "vpc:ModifyHaVipAttribute");
        forbidden(
                () -> ecs.rebootInstance(new RebootInstanceRequest().setInstanceId(instanceIds.getFirst())),
                "ecs:RebootInstance");
        vpc.unassociateEipAddress(new UnassociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eipId)
                .setInstanceId(haVipId));
        vpc.releaseEipAddress(new ReleaseEipAddressRequest().setRegionId(REGION).setAllocationId(eipId));
        for (String instanceId : instanceIds) {
            vpc.unassociateHaVip(new UnassociateHaVipRequest()
                    .setRegionId(REGION)
                    .setHaVipId(haVipId)
                    .setInstanceId(instanceId));
        }
        vpc.deleteHaVip(new DeleteHaVipRequest().setRegionId(REGION).setHaVipId(haVipId));
        ecs.deleteInstances(new DeleteInstancesRequest()
                .setRegionId(REGION)
                .setInstanceId(instanceIds)
                .setForce(true));
        vpc.deleteVSwitch(new DeleteVSwitchRequest().setRegionId(REGION).setVSwitchId(vSwitchId));
        vpc.deleteVpc(new DeleteVpcRequest().setRegionId(REGION).setVpcId(vpcId));
    }

    @Test
    void userWithoutAPolicyMayDoNothing() throws Exception {
        var vpc = new com.aliyun.vpc20160428.Client(config("nobody"));
        forbidden(() -> vpc.describeHaVips(new DescribeHaVipsRequest().setRegionId(REGION)), "vpc:DescribeHaVips");
        forbidden(
                () -> vpc.createVpc(new CreateVpcRequest().setRegionId(REGION).setCidrBlock("10.0.0.0/16")),
                "vpc:CreateVpc");
    }
}
