package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.ecs20140526.models.DescribeInstancesRequest;
import com.aliyun.ecs20140526.models.DescribeUserDataRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.vpc20160428.models.AssociateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateHaVipRequest;
import com.aliyun.vpc20160428.models.DeleteHaVipRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeVpcsRequest;
import com.aliyun.vpc20160428.models.ListTagResourcesRequest;
import com.aliyun.vpc20160428.models.ModifyHaVipAttributeRequest;
import com.aliyun.vpc20160428.models.ReleaseEipAddressRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.testkit.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One account's key neither sees nor touches another's resources, and a user of one region nothing in another. */
class IsolationST {

    private static final String HERE = "cn-hangzhou";
    private static final String ELSEWHERE = "cn-beijing";
    private static final String USER_DATA = "cHJpdmF0ZQ==";
    private static final Stack STACK = Stack.shared();
    private static final Map<String, JsonNode> KEYS = new HashMap<>();

    private static Tenant owner;
    private static ServiceProcess gateway;
    private static String haVipId;
    private static String instanceId;
    private static String eipId;
    private static String haVipElsewhere;

    @BeforeAll
    static void start() throws Exception {
        owner = STACK.newTenant();
        Tenant stranger = STACK.newTenant();
        gateway = STACK.gateway("unused", "unused", stranger.accountId());
        gateway.awaitReady();
        makeResources();
        user(stranger, "stranger", "*");
        user(owner, "here", "acs:*:" + HERE + ":*:*");
        for (String user : KEYS.keySet()) {
            Await.until(() -> assertThat(String.valueOf(
                            catchThrowable(() -> vpc(user).describeVpcs(new DescribeVpcsRequest().setRegionId(HERE)))))
                    .doesNotContain("access key is not found")
                    .doesNotContain("Forbidden"));
        }
    }

    private static void makeResources() {
        String vSwitchId = owner.newVSwitch("10.11.0.0/24");
        haVipId = owner.haVips()
                .post("/ha-vips", Map.of("vSwitchId", vSwitchId))
                .expect(201)
                .text("/haVipId");
        instanceId = owner.network()
                .post("/instances", Map.of("vSwitchId", vSwitchId, "userData", USER_DATA))
                .expect(201)
                .text("/instances/0/instanceId");
        eipId = owner.eips().post("/eips", Map.of()).expect(201).text("/allocationId");
        String vpcElsewhere = owner.network()
                .post("/vpcs", Map.of("cidrBlock", "10.12.0.0/16", "regionId", ELSEWHERE))
                .expect(201)
                .text("/vpcId");
        String vSwitchElsewhere = owner.network()
                .post(
                        "/vswitches",
                        Map.of("vpcId", vpcElsewhere, "cidrBlock", "10.12.0.0/24", "zoneId", ELSEWHERE + "-a"))
                .expect(201)
                .text("/vSwitchId");
        haVipElsewhere = owner.haVips()
                .post("/ha-vips", Map.of("vSwitchId", vSwitchElsewhere, "regionId", ELSEWHERE))
                .expect(201)
                .text("/haVipId");
    }

    private static void user(Tenant tenant, String name, String resource) throws Exception {
        String account = "/admin/accounts/" + tenant.accountId();
        STACK.admin(
                gateway,
                "PUT",
                account + "/policies/" + name,
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"%s\"}]}"
                        .formatted(resource));
        STACK.admin(gateway, "PUT", account + "/users/" + name, "{\"policies\":[\"%s\"]}".formatted(name));
        KEYS.put(
                name,
                STACK.admin(
                        gateway,
                        "POST",
                        "/admin/access-keys",
                        "{\"accountId\":\"%s\",\"userName\":\"%s\"}".formatted(tenant.accountId(), name)));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static Config config(String user) {
        return new Config()
                .setAccessKeyId(KEYS.get(user).path("accessKeyId").asText())
                .setAccessKeySecret(KEYS.get(user).path("accessKeySecret").asText())
                .setRegionId(HERE)
                .setEndpoint(gateway.authority())
                .setProtocol("HTTP");
    }

    private static com.aliyun.vpc20160428.Client vpc(String user) throws Exception {
        return new com.aliyun.vpc20160428.Client(config(user));
    }

    private static com.aliyun.ecs20140526.Client ecs(String user) throws Exception {
        return new com.aliyun.ecs20140526.Client(config(user));
    }

    private static void refused(String code, Callable<?> call) {
        assertThat(catchThrowable(call::call))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(code));
    }

    @Test
    void strangerNeitherSeesNorTouchesWhatIsAnothers() throws Exception {
        var vpc = vpc("stranger");
        assertThat(vpc.describeHaVips(new DescribeHaVipsRequest().setRegionId(HERE))
                        .getBody()
                        .getTotalCount())
                .isZero();
        assertThat(ecs("stranger")
                        .describeInstances(new DescribeInstancesRequest()
                                .setRegionId(HERE)
                                .setInstanceIds("[\"" + instanceId + "\"]"))
                        .getBody()
                        .getTotalCount())
                .isZero();
        refused(
                "InvalidInstanceId.NotFound",
                () -> ecs("stranger")
                        .describeUserData(
                                new DescribeUserDataRequest().setRegionId(HERE).setInstanceId(instanceId)));
        refused(
                "InvalidHaVipId.NotFound",
                () -> vpc.deleteHaVip(new DeleteHaVipRequest().setRegionId(HERE).setHaVipId(haVipId)));
        refused(
                "InvalidHaVipId.NotFound",
                () -> vpc.modifyHaVipAttribute(new ModifyHaVipAttributeRequest()
                        .setRegionId(HERE)
                        .setHaVipId(haVipId)
                        .setName("mine")));
        refused(
                "InvalidHaVipId.NotFound",
                () -> vpc.associateHaVip(new AssociateHaVipRequest()
                        .setRegionId(HERE)
                        .setHaVipId(haVipId)
                        .setInstanceId(instanceId)));
        refused(
                "InvalidAllocationId.NotFound",
                () -> vpc.associateEipAddress(new AssociateEipAddressRequest()
                        .setRegionId(HERE)
                        .setAllocationId(eipId)
                        .setInstanceType("HaVip")
                        .setInstanceId(haVipId)));
        refused(
                "InvalidAllocationId.NotFound",
                () -> vpc.releaseEipAddress(
                        new ReleaseEipAddressRequest().setRegionId(HERE).setAllocationId(eipId)));
        assertThat(owner.haVips().get("/ha-vips/" + haVipId).expect(200).text("/status"))
                .isEqualTo("Available");
    }

    @Test
    void userOfOneRegionTouchesNothingInAnotherWhicheverItNames() throws Exception {
        var vpc = vpc("here");
        vpc.modifyHaVipAttribute(new ModifyHaVipAttributeRequest()
                .setRegionId(HERE)
                .setHaVipId(haVipId)
                .setName("here"));
        for (String named : List.of(HERE, ELSEWHERE)) {
            refused(
                    "Forbidden.RAM",
                    () -> vpc.modifyHaVipAttribute(new ModifyHaVipAttributeRequest()
                            .setRegionId(named)
                            .setHaVipId(haVipElsewhere)
                            .setName("there")));
            refused(
                    "Forbidden.RAM",
                    () -> vpc.deleteHaVip(
                            new DeleteHaVipRequest().setRegionId(named).setHaVipId(haVipElsewhere)));
        }
        refused(
                "Forbidden.RAM",
                () -> vpc.createHaVip(new CreateHaVipRequest()
                        .setRegionId(HERE)
                        .setVSwitchId(owner.haVips()
                                .get("/ha-vips/" + haVipElsewhere)
                                .expect(200)
                                .text("/vSwitchId"))));
        refused("Forbidden.RAM", () -> vpc.describeHaVips(new DescribeHaVipsRequest().setRegionId(ELSEWHERE)));
        assertThat(vpc.describeHaVips(new DescribeHaVipsRequest().setRegionId(HERE))
                        .getBody()
                        .getHaVips()
                        .getHaVip())
                .extracting(haVip -> haVip.getHaVipId())
                .containsExactly(haVipId);
        owner.haVips()
                .post(
                        "/ha-vips/" + haVipElsewhere + "/tags",
                        Map.of("tags", List.of(Map.of("key", "place", "value", "there"))));
        assertThat(vpc.listTagResources(new ListTagResourcesRequest()
                                .setRegionId(HERE)
                                .setResourceType("HAVIP")
                                .setTag(List.of(
                                        new ListTagResourcesRequest.ListTagResourcesRequestTag().setKey("place"))))
                        .getBody()
                        .getTagResources()
                        .getTagResource())
                .isEmpty();
        assertThat(owner.haVips().get("/ha-vips/" + haVipElsewhere).expect(200).text("/name"))
                .isEmpty();
    }
}
