package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.ecs20140526.models.AuthorizeSecurityGroupRequest;
import com.aliyun.ecs20140526.models.AuthorizeSecurityGroupRequest.AuthorizeSecurityGroupRequestPermissions;
import com.aliyun.ecs20140526.models.CreateSecurityGroupRequest;
import com.aliyun.ecs20140526.models.DeleteInstanceRequest;
import com.aliyun.ecs20140526.models.DeleteSecurityGroupRequest;
import com.aliyun.ecs20140526.models.DescribeAvailableResourceRequest;
import com.aliyun.ecs20140526.models.DescribeDisksRequest;
import com.aliyun.ecs20140526.models.DescribeImagesRequest;
import com.aliyun.ecs20140526.models.DescribeInstanceAttributeRequest;
import com.aliyun.ecs20140526.models.DescribeInstanceMaintenanceAttributesRequest;
import com.aliyun.ecs20140526.models.DescribeInstanceRamRoleRequest;
import com.aliyun.ecs20140526.models.DescribeInstancesRequest;
import com.aliyun.ecs20140526.models.DescribeInstancesResponseBody.DescribeInstancesResponseBodyInstancesInstance;
import com.aliyun.ecs20140526.models.DescribeNetworkInterfacesRequest;
import com.aliyun.ecs20140526.models.DescribeSecurityGroupAttributeRequest;
import com.aliyun.ecs20140526.models.DescribeUserDataRequest;
import com.aliyun.ecs20140526.models.DescribeZonesRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import com.aliyun.ecs20140526.models.StopInstanceRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.vpc20160428.models.AllocateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateEipAddressRequest;
import com.aliyun.vpc20160428.models.AssociateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateHaVipRequest;
import com.aliyun.vpc20160428.models.CreateHaVipResponseBody;
import com.aliyun.vpc20160428.models.CreateRouteEntryRequest;
import com.aliyun.vpc20160428.models.CreateVSwitchRequest;
import com.aliyun.vpc20160428.models.CreateVpcRequest;
import com.aliyun.vpc20160428.models.DeleteHaVipRequest;
import com.aliyun.vpc20160428.models.DeleteVSwitchRequest;
import com.aliyun.vpc20160428.models.DeleteVpcRequest;
import com.aliyun.vpc20160428.models.DescribeEipAddressesRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest;
import com.aliyun.vpc20160428.models.DescribeHaVipsRequest.DescribeHaVipsRequestFilter;
import com.aliyun.vpc20160428.models.DescribeHaVipsResponseBody.DescribeHaVipsResponseBodyHaVipsHaVip;
import com.aliyun.vpc20160428.models.DescribeRouteTablesRequest;
import com.aliyun.vpc20160428.models.DescribeVSwitchAttributesRequest;
import com.aliyun.vpc20160428.models.DescribeVpcsRequest;
import com.aliyun.vpc20160428.models.ListTagResourcesRequest;
import com.aliyun.vpc20160428.models.ModifyHaVipAttributeRequest;
import com.aliyun.vpc20160428.models.MoveResourceGroupRequest;
import com.aliyun.vpc20160428.models.ReleaseEipAddressRequest;
import com.aliyun.vpc20160428.models.TagResourcesRequest;
import com.aliyun.vpc20160428.models.TagResourcesRequest.TagResourcesRequestTag;
import com.aliyun.vpc20160428.models.UnTagResourcesRequest;
import com.aliyun.vpc20160428.models.UnassociateEipAddressRequest;
import com.aliyun.vpc20160428.models.UnassociateHaVipRequest;
import io.openhavip.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide's procedure with Alibaba's current Java SDK, which signs by version 3, and by version 1 if it is told to. */
class TeaClientST {

    private static final String KEY = "LTAI-stack-test";
    private static final String SECRET = "stack test secret";
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

    private static Config config(String signature, String secret) {
        Config config = new Config()
                .setAccessKeyId(KEY)
                .setAccessKeySecret(secret)
                .setRegionId(REGION)
                .setEndpoint(gateway.authority())
                .setProtocol("HTTP");
        return signature.equals("v1") ? config.setSignatureAlgorithm("v2") : config;
    }

    private static void refused(Callable<?> call, int status, String code) {
        assertThatThrownBy(call::call).isInstanceOfSatisfying(TeaException.class, refusal -> {
            assertThat(refusal.getCode()).isEqualTo(code);
            assertThat(refusal.getData().get("statusCode")).isEqualTo(status);
            assertThat(String.valueOf(refusal.getData().get("RequestId")))
                    .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        });
    }

    private static final class Guide {
        final com.aliyun.vpc20160428.Client vpc;
        final com.aliyun.ecs20140526.Client ecs;

        Guide(String signature) throws Exception {
            vpc = new com.aliyun.vpc20160428.Client(config(signature, SECRET));
            ecs = new com.aliyun.ecs20140526.Client(config(signature, SECRET));
        }

        DescribeHaVipsResponseBodyHaVipsHaVip haVip(String haVipId) throws Exception {
            return vpc.describeHaVips(new DescribeHaVipsRequest()
                            .setRegionId(REGION)
                            .setFilter(List.of(new DescribeHaVipsRequestFilter()
                                    .setKey("HaVipId")
                                    .setValue(List.of(haVipId)))))
                    .getBody()
                    .getHaVips()
                    .getHaVip()
                    .getFirst();
        }

        DescribeInstancesResponseBodyInstancesInstance instance(String instanceId) throws Exception {
            return ecs.describeInstances(new DescribeInstancesRequest()
                            .setRegionId(REGION)
                            .setInstanceIds("[\"" + instanceId + "\"]"))
                    .getBody()
                    .getInstances()
                    .getInstance()
                    .getFirst();
        }

        /** That ecs announced the address, as its host would say. */
        void announce(DescribeInstancesResponseBodyInstancesInstance ecs1, String vSwitchId, String address) {
            var port = ecs1.getNetworkInterfaces().getNetworkInterface().getFirst();
            STACK.announce(
                            new Stack.Port(
                                    ecs1.getInstanceId(),
                                    port.getNetworkInterfaceId(),
                                    vSwitchId,
                                    port.getMacAddress()),
                            address)
                    .expect(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v1"})
    void guidesProcedureFromTheVpcToTheReleaseOfEverything(String signature) throws Exception {
        Guide guide = new Guide(signature);
        String vpcId = guide.vpc
                .createVpc(new CreateVpcRequest()
                        .setRegionId(REGION)
                        .setCidrBlock("192.168.0.0/16")
                        .setVpcName("中文 a*b~c d+e"))
                .getBody()
                .getVpcId();
        var vpcs = guide.vpc
                .describeVpcs(new DescribeVpcsRequest().setRegionId(REGION).setVpcId(vpcId))
                .getBody();
        assertThat(vpcs.getTotalCount()).isEqualTo(1);
        assertThat(vpcs.getVpcs().getVpc().getFirst().getVpcName()).isEqualTo("中文 a*b~c d+e");
        assertThat(vpcs.getVpcs().getVpc().getFirst().getStatus()).isEqualTo("Available");
        String vSwitchId = guide.vpc
                .createVSwitch(new CreateVSwitchRequest()
                        .setRegionId(REGION)
                        .setVpcId(vpcId)
                        .setZoneId("cn-hangzhou-b")
                        .setCidrBlock("192.168.0.0/24"))
                .getBody()
                .getVSwitchId();
        String securityGroupId = guide.ecs
                .createSecurityGroup(
                        new CreateSecurityGroupRequest().setRegionId(REGION).setVpcId(vpcId))
                .getBody()
                .getSecurityGroupId();
        CreateHaVipResponseBody created = guide.vpc
                .createHaVip(new CreateHaVipRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(vSwitchId)
                        .setName("web")
                        .setDescription(""))
                .getBody();
        assertThat(created.getIpAddress()).startsWith("192.168.0.");
        String haVipId = created.getHaVipId();
        // As large as may be: it travels in the address of the request.
        String userData = Base64.getEncoder()
                .encodeToString(("#!/bin/sh\n" + "#".repeat(32_000)).getBytes(StandardCharsets.UTF_8));
        List<String> instanceIds = guide.ecs
                .runInstances(new RunInstancesRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(vSwitchId)
                        .setSecurityGroupId(securityGroupId)
                        .setInstanceName("ecs")
                        .setUniqueSuffix(true)
                        .setAmount(3)
                        .setUserData(userData))
                .getBody()
                .getInstanceIdSets()
                .getInstanceIdSet();
        assertThat(instanceIds).hasSize(3);
        assertThat(guide.ecs
                        .describeUserData(new DescribeUserDataRequest()
                                .setRegionId(REGION)
                                .setInstanceId(instanceIds.getFirst()))
                        .getBody()
                        .getUserData())
                .isEqualTo(userData);
        for (String instanceId : instanceIds.subList(0, 2)) {
            guide.vpc.associateHaVip(new AssociateHaVipRequest()
                    .setRegionId(REGION)
                    .setHaVipId(haVipId)
                    .setInstanceId(instanceId));
        }
        assertThat(guide.haVip(haVipId).getStatus()).isEqualTo("InUse");
        assertThat(guide.haVip(haVipId).getAssociatedInstances().getAssociatedInstance())
                .containsExactlyInAnyOrder(instanceIds.get(0), instanceIds.get(1));
        assertThat(guide.haVip(haVipId).getMasterInstanceId()).isEmpty();
        for (String master : instanceIds.subList(0, 2)) {
            guide.announce(guide.instance(master), vSwitchId, created.getIpAddress());
            Await.until(
                    () -> assertThat(guide.haVip(haVipId).getMasterInstanceId()).isEqualTo(master));
        }
        String master = instanceIds.get(1);
        refused(
                () -> guide.vpc.unassociateHaVip(new UnassociateHaVipRequest()
                        .setRegionId(REGION)
                        .setHaVipId(haVipId)
                        .setInstanceId(master)),
                400,
                "Forbidden.UnassociateMaster");
        String eipId = guide.vpc
                .allocateEipAddress(new AllocateEipAddressRequest().setRegionId(REGION))
                .getBody()
                .getAllocationId();
        guide.vpc.associateEipAddress(new AssociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eipId)
                .setInstanceType("HaVip")
                .setInstanceId(haVipId));
        var eip = guide.vpc
                .describeEipAddresses(
                        new DescribeEipAddressesRequest().setRegionId(REGION).setAllocationId(eipId))
                .getBody()
                .getEipAddresses()
                .getEipAddress()
                .getFirst();
        assertThat(eip.getStatus()).isEqualTo("InUse");
        assertThat(eip.getInstanceType()).isEqualTo("HaVip");
        Await.until(() -> assertThat(
                        guide.haVip(haVipId).getAssociatedEipAddresses().getAssociatedEipAddresse())
                .containsExactly(eip.getIpAddress()));
        DeleteHaVipRequest deletion =
                new DeleteHaVipRequest().setRegionId(REGION).setHaVipId(haVipId);
        refused(() -> guide.vpc.deleteHaVip(deletion), 400, "IncorrectStatus");
        release(guide, haVipId, eipId, instanceIds);
        guide.ecs.deleteSecurityGroup(
                new DeleteSecurityGroupRequest().setRegionId(REGION).setSecurityGroupId(securityGroupId));
        guide.vpc.deleteVSwitch(new DeleteVSwitchRequest().setRegionId(REGION).setVSwitchId(vSwitchId));
        guide.vpc.deleteVpc(new DeleteVpcRequest().setRegionId(REGION).setVpcId(vpcId));
        refused(() -> guide.vpc.deleteHaVip(deletion), 404, "InvalidHaVipId.NotFound");
    }

    private static void release(Guide guide, String haVipId, String eipId, List<String> instanceIds) throws Exception {
        guide.vpc.unassociateEipAddress(new UnassociateEipAddressRequest()
                .setRegionId(REGION)
                .setAllocationId(eipId)
                .setInstanceType("HaVip")
                .setInstanceId(haVipId));
        guide.vpc.releaseEipAddress(
                new ReleaseEipAddressRequest().setRegionId(REGION).setAllocationId(eipId));
        for (String instanceId : instanceIds.subList(0, 2)) {
            guide.vpc.unassociateHaVip(new UnassociateHaVipRequest()
                    .setRegionId(REGION)
                    .setHaVipId(haVipId)
                    .setInstanceId(instanceId)
                    .setForce("True"));
        }
        guide.vpc.modifyHaVipAttribute(new ModifyHaVipAttributeRequest()
                .setRegionId(REGION)
                .setHaVipId(haVipId)
                .setName("gone soon"));
        assertThat(guide.haVip(haVipId).getName()).isEqualTo("gone soon");
        assertThat(guide.haVip(haVipId).getStatus()).isEqualTo("Available");
        guide.vpc.deleteHaVip(new DeleteHaVipRequest().setRegionId(REGION).setHaVipId(haVipId));
        guide.ecs.stopInstance(new StopInstanceRequest().setInstanceId(instanceIds.getFirst()));
        assertThat(guide.instance(instanceIds.getFirst()).getStatus()).isEqualTo("Stopped");
        for (String instanceId : instanceIds) {
            guide.ecs.deleteInstance(
                    new DeleteInstanceRequest().setInstanceId(instanceId).setForce(true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v1"})
    void tagsOfSeveralResourcesComeAndGo(String signature) throws Exception {
        Guide guide = new Guide(signature);
        String vSwitchId = tenant.newVSwitch("10.3.0.0/24");
        List<String> haVips = List.of(tenant.newHaVip(vSwitchId), tenant.newHaVip(vSwitchId));
        guide.vpc.tagResources(new TagResourcesRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(haVips)
                .setTag(List.of(new TagResourcesRequestTag().setKey("team").setValue("shop & co"))));
        ListTagResourcesRequest listing = new ListTagResourcesRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(haVips);
        var found =
                guide.vpc.listTagResources(listing).getBody().getTagResources().getTagResource();
        assertThat(found).extracting(tag -> tag.getResourceId()).containsExactlyElementsOf(haVips);
        assertThat(found).extracting(tag -> tag.getTagValue()).containsOnly("shop & co");
        guide.vpc.unTagResources(new UnTagResourcesRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(haVips)
                .setTagKey(List.of("team")));
        assertThat(guide.vpc
                        .listTagResources(listing)
                        .getBody()
                        .getTagResources()
                        .getTagResource())
                .isEmpty();
        guide.vpc.moveResourceGroup(new MoveResourceGroupRequest()
                .setRegionId(REGION)
                .setResourceType("HAVIP")
                .setResourceId(haVips.getFirst())
                .setNewResourceGroupId("rg-shop"));
        assertThat(guide.haVip(haVips.getFirst()).getResourceGroupId()).isEqualTo("rg-shop");
    }

    @Test
    void securityGroupsRulesAreShownAsTheyWereGiven() throws Exception {
        Guide guide = new Guide("v3");
        String vSwitchId = tenant.newVSwitch("10.4.0.0/24");
        String vpcId = tenant.network().get("/vswitches/" + vSwitchId).text("/vpcId");
        String groupId = guide.ecs
                .createSecurityGroup(
                        new CreateSecurityGroupRequest().setRegionId(REGION).setVpcId(vpcId))
                .getBody()
                .getSecurityGroupId();
        guide.ecs.authorizeSecurityGroup(new AuthorizeSecurityGroupRequest()
                .setRegionId(REGION)
                .setSecurityGroupId(groupId)
                .setPermissions(List.of(new AuthorizeSecurityGroupRequestPermissions()
                        .setIpProtocol("tcp")
                        .setPortRange("80/80")
                        .setSourceCidrIp("0.0.0.0/0")
                        .setPriority("1")
                        .setPolicy("accept"))));
        var rules = guide.ecs
                .describeSecurityGroupAttribute(new DescribeSecurityGroupAttributeRequest()
                        .setRegionId(REGION)
                        .setSecurityGroupId(groupId)
                        .setDirection("ingress"))
                .getBody();
        assertThat(rules.getInnerAccessPolicy()).isEqualTo("Accept");
        var rule = rules.getPermissions().getPermission().getFirst();
        assertThat(rule.getPortRange()).isEqualTo("80/80");
        assertThat(rule.getSourceCidrIp()).isEqualTo("0.0.0.0/0");
        assertThat(rule.getDestCidrIp()).isEmpty();
        assertThat(rule.getPolicy()).isEqualToIgnoringCase("accept");
        assertThat(rule.getPriority()).isEqualTo("1");
    }

    /** What Terraform's provider reads of an instance that it has made. */
    @Test
    void instanceCanBeReadInEveryWayThatTerraformReadsIt() throws Exception {
        Guide guide = new Guide("v1");
        String vSwitchId = tenant.newVSwitch("10.5.0.0/24");
        Stack.Port port = tenant.newInstance(vSwitchId);
        var disk = guide.ecs
                .describeDisks(new DescribeDisksRequest().setRegionId(REGION).setInstanceId(port.instanceId()))
                .getBody()
                .getDisks()
                .getDisk()
                .getFirst();
        assertThat(disk.getInstanceId()).isEqualTo(port.instanceId());
        assertThat(disk.getSize()).isEqualTo(40);
        var card = guide.ecs
                .describeNetworkInterfaces(new DescribeNetworkInterfacesRequest()
                        .setRegionId(REGION)
                        .setInstanceId(port.instanceId())
                        .setType("Primary"))
                .getBody()
                .getNetworkInterfaceSets()
                .getNetworkInterfaceSet()
                .getFirst();
        assertThat(card.getNetworkInterfaceId()).isEqualTo(port.networkInterfaceId());
        assertThat(card.getPrivateIpSets().getPrivateIpSet().getFirst().getPrimary())
                .isTrue();
        assertThat(card.getAttachment().getInstanceId()).isEqualTo(port.instanceId());
        assertThat(guide.ecs
                        .describeInstanceMaintenanceAttributes(new DescribeInstanceMaintenanceAttributesRequest()
                                .setRegionId(REGION)
                                .setInstanceId(List.of(port.instanceId())))
                        .getBody()
                        .getMaintenanceAttributes()
                        .getMaintenanceAttribute()
                        .getFirst()
                        .getInstanceId())
                .isEqualTo(port.instanceId());
        assertThat(guide.ecs
                        .describeInstanceAttribute(
                                new DescribeInstanceAttributeRequest().setInstanceId(port.instanceId()))
                        .getBody()
                        .getInstanceId())
                .isEqualTo(port.instanceId());
        assertThat(guide.ecs
                        .describeInstanceRamRole(new DescribeInstanceRamRoleRequest()
                                .setRegionId(REGION)
                                .setInstanceIds("[\"" + port.instanceId() + "\"]"))
                        .getBody()
                        .getInstanceRamRoleSets()
                        .getInstanceRamRoleSet()
                        .getFirst()
                        .getRamRoleName())
                .isEmpty();
    }

    @Test
    void routeTableIsShownWithItsEntriesInTheOlderWayToo() throws Exception {
        Guide guide = new Guide("v3");
        String vSwitchId = tenant.newVSwitch("10.6.0.0/24");
        Stack.Port port = tenant.newInstance(vSwitchId);
        String routeTableId = guide.vpc
                .describeVSwitchAttributes(new DescribeVSwitchAttributesRequest()
                        .setRegionId(REGION)
                        .setVSwitchId(vSwitchId))
                .getBody()
                .getRouteTable()
                .getRouteTableId();
        String routeEntryId = guide.vpc
                .createRouteEntry(new CreateRouteEntryRequest()
                        .setRegionId(REGION)
                        .setRouteTableId(routeTableId)
                        .setDestinationCidrBlock("192.168.77.0/24")
                        .setNextHopType("Instance")
                        .setNextHopId(port.instanceId()))
                .getBody()
                .getRouteEntryId();
        Await.until(() -> {
            var tables = guide.vpc
                    .describeRouteTables(
                            new DescribeRouteTablesRequest().setRegionId(REGION).setRouteTableId(routeTableId))
                    .getBody()
                    .getRouteTables()
                    .getRouteTable();
            assertThat(tables).hasSize(1);
            assertThat(tables.getFirst().getRouteTableId()).isEqualTo(routeTableId);
            assertThat(tables.getFirst().getRouteEntrys().getRouteEntry())
                    .filteredOn(entry -> entry.getRouteEntryId().equals(routeEntryId))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.getDestinationCidrBlock()).isEqualTo("192.168.77.0/24");
                        assertThat(entry.getNextHopType()).isEqualTo("Instance");
                        assertThat(entry.getInstanceId()).isEqualTo(port.instanceId());
                        assertThat(entry.getStatus()).isEqualTo("Available");
                    });
        });
    }

    @Test
    void zonesHaveTheTypesThatTerraformLooksFor() throws Exception {
        Guide guide = new Guide("v3");
        var zones = guide.ecs
                .describeAvailableResource(new DescribeAvailableResourceRequest()
                        .setRegionId(REGION)
                        .setDestinationResource("InstanceType")
                        .setCores(2)
                        .setMemory(2f))
                .getBody()
                .getAvailableZones()
                .getAvailableZone();
        var described = guide.ecs
                .describeZones(new DescribeZonesRequest().setRegionId(REGION))
                .getBody()
                .getZones()
                .getZone();
        assertThat(zones)
                .hasSameSizeAs(described)
                .isNotEmpty()
                .allSatisfy(zone -> assertThat(zone.getAvailableResources()
                                .getAvailableResource()
                                .getFirst()
                                .getSupportedResources()
                                .getSupportedResource())
                        .extracting(resource -> resource.getValue())
                        .contains("ecs.e-c1m1.large")
                        .doesNotContain("ecs.e-c1m2.large"));
        assertThat(described)
                .allSatisfy(zone -> assertThat(zone.getAvailableInstanceTypes().getInstanceTypes())
                        .contains("ecs.e-c1m1.large"));
    }

    @Test
    void imagesAreTheSystems() throws Exception {
        Guide guide = new Guide("v3");
        DescribeImagesRequest all = new DescribeImagesRequest().setRegionId(REGION);
        var images = guide.ecs.describeImages(all).getBody().getImages().getImage();
        assertThat(images).isNotEmpty().allSatisfy(image -> {
            assertThat(image.getImageOwnerAlias()).isEqualTo("system");
            assertThat(image.getSize()).isPositive();
        });
        String one = images.getFirst().getImageId();
        assertThat(guide.ecs
                        .describeImages(all.setImageId(one))
                        .getBody()
                        .getImages()
                        .getImage())
                .singleElement()
                .satisfies(image -> assertThat(image.getImageId()).isEqualTo(one));
        assertThat(guide.ecs
                        .describeImages(all.setImageOwnerAlias("self"))
                        .getBody()
                        .getTotalCount())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v1"})
    void refusalsHaveTheirCodesInTheClientsException(String signature) throws Exception {
        Guide guide = new Guide(signature);
        refused(() -> guide.vpc.createHaVip(new CreateHaVipRequest().setRegionId(REGION)), 400, "MissingVSwitchId");
        refused(
                () -> guide.vpc.createHaVip(
                        new CreateHaVipRequest().setRegionId(REGION).setVSwitchId("vsw-bp1unknown")),
                400,
                "InvalidVSwitch.NotFound");
        var stranger = new com.aliyun.vpc20160428.Client(config(signature, "another secret"));
        refused(
                () -> stranger.describeHaVips(new DescribeHaVipsRequest().setRegionId(REGION)),
                400,
                "SignatureDoesNotMatch");
    }
}
