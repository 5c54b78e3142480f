package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.ecs.model.v20140526.DeleteInstanceRequest;
import com.aliyuncs.ecs.model.v20140526.DescribeInstancesRequest;
import com.aliyuncs.ecs.model.v20140526.RunInstancesRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.vpc.model.v20160428.AllocateEipAddressRequest;
import com.aliyuncs.vpc.model.v20160428.AssociateEipAddressRequest;
import com.aliyuncs.vpc.model.v20160428.AssociateHaVipRequest;
import com.aliyuncs.vpc.model.v20160428.CreateHaVipRequest;
import com.aliyuncs.vpc.model.v20160428.CreateVSwitchRequest;
import com.aliyuncs.vpc.model.v20160428.CreateVpcRequest;
import com.aliyuncs.vpc.model.v20160428.DeleteHaVipRequest;
import com.aliyuncs.vpc.model.v20160428.DeleteVSwitchRequest;
import com.aliyuncs.vpc.model.v20160428.DeleteVpcRequest;
import com.aliyuncs.vpc.model.v20160428.DescribeEipAddressesRequest;
import com.aliyuncs.vpc.model.v20160428.DescribeHaVipsRequest;
import com.aliyuncs.vpc.model.v20160428.DescribeHaVipsResponse;
import com.aliyuncs.vpc.model.v20160428.ReleaseEipAddressRequest;
import com.aliyuncs.vpc.model.v20160428.UnassociateEipAddressRequest;
import com.aliyuncs.vpc.model.v20160428.UnassociateHaVipRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.testkit.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alibaba's older Java SDK, which signs by version 1 and reads answers with a JSON reader of its own. */
class CoreClientST {

    private static final String KEY = "LTAI-core-test";
    private static final String SECRET = "core test secret";
    private static final String REGION = "cn-hangzhou";
    private static final Stack STACK = Stack.shared();

    private static Tenant tenant;
    private static ServiceProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        tenant = STACK.newTenant();
        gateway = STACK.gateway(KEY, SECRET, tenant.accountId());
        gateway.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static IAcsClient client(String secret) {
        DefaultProfile profile = DefaultProfile.getProfile(REGION, KEY, secret);
        DefaultProfile.addEndpoint(REGION, "Vpc", gateway.authority());
        DefaultProfile.addEndpoint(REGION, "Ecs", gateway.authority());
        return new DefaultAcsClient(profile);
    }

    private static List<DescribeHaVipsResponse.HaVip> haVips(IAcsClient client, String haVipId) throws ClientException {
        DescribeHaVipsRequest.Filter filter = new DescribeHaVipsRequest.Filter();
        filter.setKey("HaVipId");
        filter.setValues(List.of(haVipId));
        DescribeHaVipsRequest request = new DescribeHaVipsRequest();
        request.setFilters(List.of(filter));
        return client.getAcsResponse(request).getHaVips();
    }

    private static void refused(IAcsClient client, AcsRequest<?> request, String code) {
        assertThatThrownBy(() -> client.getAcsResponse(request))
                .isInstanceOfSatisfying(ClientException.class, refusal -> {
                    assertThat(refusal.getErrCode()).isEqualTo(code);
                    assertThat(refusal.getRequestId()).isNotEmpty();
                });
    }

    private static UnassociateHaVipRequest unassociation(String haVipId, String instanceId) {
        UnassociateHaVipRequest end = new UnassociateHaVipRequest();
        end.setHaVipId(haVipId);
        end.setInstanceId(instanceId);
        return end;
    }

    /** That an instance announced the address, as its host would say. */
    private static void announce(IAcsClient client, String instanceId, String vSwitchId, String address)
            throws ClientException {
        DescribeInstancesRequest instances = new DescribeInstancesRequest();
        instances.setInstanceIds("[\"" + instanceId + "\"]");
        var instance = client.getAcsResponse(instances).getInstances().getFirst();
        assertThat(instance.getStatus()).isEqualTo("Running");
        var port = instance.getNetworkInterfaces().getFirst();
        STACK.announce(
                        new Stack.Port(instanceId, port.getNetworkInterfaceId(), vSwitchId, port.getMacAddress()),
                        address)
                .expect(202);
    }

    @Test
    void guidesProcedureFromTheVpcToTheReleaseOfEverything() throws Exception {
        IAcsClient client = client(SECRET);
        CreateVpcRequest vpc = new CreateVpcRequest();
        vpc.setCidrBlock("192.168.0.0/16");
        vpc.setVpcName("a b*~c+d 中文");
        String vpcId = client.getAcsResponse(vpc).getVpcId();
        CreateVSwitchRequest vSwitch = new CreateVSwitchRequest();
        vSwitch.setVpcId(vpcId);
        vSwitch.setZoneId("cn-hangzhou-b");
        vSwitch.setCidrBlock("192.168.0.0/24");
        String vSwitchId = client.getAcsResponse(vSwitch).getVSwitchId();
        CreateHaVipRequest creation = new CreateHaVipRequest();
        creation.setVSwitchId(vSwitchId);
        creation.setIpAddress("192.168.0.88");
        String haVipId = client.getAcsResponse(creation).getHaVipId();
        RunInstancesRequest running = new RunInstancesRequest();
        running.setVSwitchId(vSwitchId);
        running.setAmount(3);
        List<String> instanceIds = client.getAcsResponse(running).getInstanceIdSets();
        List<String> carriers = instanceIds.subList(0, 2);
        for (String instanceId : carriers) {
            AssociateHaVipRequest association = new AssociateHaVipRequest();
            association.setHaVipId(haVipId);
            association.setInstanceId(instanceId);
            client.getAcsResponse(association);
        }
        DescribeHaVipsResponse.HaVip found = haVips(client, haVipId).getFirst();
        assertThat(found.getIpAddress()).isEqualTo("192.168.0.88");
        assertThat(found.getStatus()).isEqualTo("InUse");
        assertThat(found.getAssociatedInstances()).containsExactlyInAnyOrderElementsOf(carriers);
        assertThat(found.getMasterInstanceId()).isEmpty();
        String eipId = bindEip(client, haVipId);
        for (String master : carriers) {
            announce(client, master, vSwitchId, "192.168.0.88");
            Await.until(() -> assertThat(haVips(client, haVipId).getFirst().getMasterInstanceId())
                    .isEqualTo(master));
        }
        DeleteHaVipRequest deletion = new DeleteHaVipRequest();
        deletion.setHaVipId(haVipId);
        refused(client, unassociation(haVipId, carriers.getLast()), "Forbidden.UnassociateMaster");
        refused(client, deletion, "IncorrectStatus");
        creation.setIpAddress("10.0.0.1");
        refused(client, creation, "InvalidIPAddress.OutOfRange");
        release(client, haVipId, eipId, carriers);
        client.getAcsResponse(deletion);
        assertThat(haVips(client, haVipId)).isEmpty();
        for (String instanceId : instanceIds) {
            DeleteInstanceRequest gone = new DeleteInstanceRequest();
            gone.setInstanceId(instanceId);
            gone.setForce(true);
            client.getAcsResponse(gone);
        }
        DeleteVSwitchRequest noVSwitch = new DeleteVSwitchRequest();
        noVSwitch.setVSwitchId(vSwitchId);
        client.getAcsResponse(noVSwitch);
        DeleteVpcRequest noVpc = new DeleteVpcRequest();
        noVpc.setVpcId(vpcId);
        client.getAcsResponse(noVpc);
        refused(client, deletion, "InvalidHaVipId.NotFound");
    }

    private static String bindEip(IAcsClient client, String haVipId) throws ClientException {
        String eipId = client.getAcsResponse(new AllocateEipAddressRequest()).getAllocationId();
        AssociateEipAddressRequest binding = new AssociateEipAddressRequest();
        binding.setAllocationId(eipId);
        binding.setInstanceType("HaVip");
        binding.setInstanceId(haVipId);
        client.getAcsResponse(binding);
        DescribeEipAddressesRequest eips = new DescribeEipAddressesRequest();
        eips.setAllocationId(eipId);
        var eip = client.getAcsResponse(eips).getEipAddresses().getFirst();
        assertThat(eip.getStatus()).isEqualTo("InUse");
        assertThat(eip.getInstanceId()).isEqualTo(haVipId);
        Await.until(() -> assertThat(haVips(client, haVipId).getFirst().getAssociatedEipAddresses())
                .containsExactly(eip.getIpAddress()));
        return eipId;
    }

    private static void release(IAcsClient client, String haVipId, String eipId, List<String> carriers)
            throws ClientException {
        UnassociateEipAddressRequest unbinding = new UnassociateEipAddressRequest();
        unbinding.setAllocationId(eipId);
        unbinding.setInstanceType("HaVip");
        unbinding.setInstanceId(haVipId);
        client.getAcsResponse(unbinding);
        ReleaseEipAddressRequest release = new ReleaseEipAddressRequest();
        release.setAllocationId(eipId);
        client.getAcsResponse(release);
        for (String instanceId : carriers) {
            UnassociateHaVipRequest end = unassociation(haVipId, instanceId);
            end.setForce("True");
            client.getAcsResponse(end);
        }
        assertThat(haVips(client, haVipId).getFirst().getStatus()).isEqualTo("Available");
    }

    @Test
    void parametersInAFormAreSignedWithThoseOfTheAddress() throws Exception {
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysDomain(gateway.authority());
        request.setSysVersion("2016-04-28");
        request.setSysAction("CreateVpc");
        request.putQueryParameter("CidrBlock", "10.0.0.0/16");
        request.putBodyParameter("VpcName", "a b*é");
        assertThat(client(SECRET).getCommonResponse(request).getData()).contains("\"VpcId\":\"vpc-");
    }

    private static JsonNode quotas(String action, Map<String, String> form) throws Exception {
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysDomain(gateway.authority());
        request.setSysVersion("2020-05-10");
        request.setSysAction(action);
        form.forEach(request::putBodyParameter);
        return new ObjectMapper()
                .readTree(client(SECRET).getCommonResponse(request).getData());
    }

    @Test
    void everyQuotaIsFoundAndTheRouteEntriesAreRaised() throws Exception {
        int found = 0;
        for (String product : List.of("vpc", "ecs", "eip")) {
            JsonNode list = quotas("ListProductQuotas", Map.of("ProductCode", product, "MaxResults", "100"));
            assertThat(list.path("Quotas"))
                    .as(product)
                    .isNotEmpty()
                    .hasSize(list.path("TotalCount").asInt());
            for (JsonNode quota : list.path("Quotas")) {
                String code = quota.path("QuotaActionCode").asText();
                assertThat(quotas("GetProductQuota", Map.of("ProductCode", product, "QuotaActionCode", code))
                                .path("Quota"))
                        .isEqualTo(quota);
                found++;
            }
        }
        assertThat(found).isGreaterThan(8);
        Map<String, String> route =
                Map.of("ProductCode", "vpc", "QuotaActionCode", "vpc_quota_havip_custom_route_entry");
        Map<String, String> application = new HashMap<>(route);
        application.putAll(Map.of("DesireValue", "10", "Reason", "ten subnets behind the firewall"));
        JsonNode submitted = quotas("CreateQuotaApplication", application);
        assertThat(submitted.path("Status").asText()).isEqualTo("Agree");
        JsonNode read = quotas(
                        "GetQuotaApplication",
                        Map.of("ApplicationId", submitted.path("ApplicationId").asText()))
                .path("QuotaApplication");
        assertThat(read.path("ApproveValue").asInt()).isEqualTo(10);
        assertThat(quotas("GetProductQuota", route)
                        .path("Quota")
                        .path("TotalQuota")
                        .asInt())
                .isEqualTo(10);
    }

    /** It compares what it signed with what the answer says should have been signed. */
    @Test
    void wrongSecretIsTold() {
        assertThatThrownBy(() -> client("another").getAcsResponse(new DescribeHaVipsRequest()))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refusal -> assertThat(refusal.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret"));
    }

    @Test
    void unknownActionIsNotFound() {
        CommonRequest request = new CommonRequest();
        request.setSysDomain(gateway.authority());
        request.setSysVersion("2016-04-28");
        request.setSysAction("CreateNatGateway");
        assertThatThrownBy(() -> client(SECRET).getCommonResponse(request))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        refusal -> assertThat(refusal.getErrCode()).isEqualTo("InvalidAction.NotFound"));
    }
}
