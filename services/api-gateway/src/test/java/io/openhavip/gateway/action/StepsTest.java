package io.openhavip.gateway.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.action.Action.Plan.Steps;
import io.openhavip.gateway.keys.Caller;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Actions that are several requests: which ones, and what they make of the answers. */
class StepsTest {

    private static final String QUOTAS = "2020-05-10";
    private static final String ECS = "2014-05-26";
    private static final String VPC = "2016-04-28";
    private static final String TAGGED = """
            {"haVipId":"havip-1","tags":[{"key":"env","value":"a&b"},{"key":"team","value":"x"}]}""";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("HAVIP GET /ha-vips/havip-1", TAGGED),
            Map.entry("HAVIP GET /ha-vips/havip-2", """
                    {"haVipId":"havip-2","tags":[{"key":"a=b","value":"c"}]}"""),
            Map.entry(
                    "HAVIP GET /ha-vips?pageSize=50&pageNumber=1&tag=env%3Da%26b&tag=team",
                    "{\"haVips\":[" + TAGGED + "],\"totalCount\":51}"),
            Map.entry("HAVIP GET /quotas", """
                    {"quotas":[{"quotaActionCode":"vpc_privilege_allow_buy_havip_instance","quotaName":"HAVIPs",
                    "quotaType":"privilege","totalQuota":1,"adjustable":true,"applicableRange":[1,1]},
                    {"quotaActionCode":"vpc_quota_havips_per_vpc","quotaType":"normal","totalQuota":50}]}"""),
            Map.entry("NETWORK GET /quotas", """
                    {"quotas":[{"quotaActionCode":"vpc_quota_havip_custom_route_entry","quotaName":"Route entries",
                    "quotaDescription":"d","quotaUnit":"entry","quotaType":"normal","totalQuota":5,"adjustable":true,
                    "applicableRange":[5,50]},
                    {"quotaActionCode":"vpc_quota_havips_per_vpc","quotaType":"normal","totalQuota":50},
                    {"quotaActionCode":"q_security-groups","quotaName":"Security groups",
                    "quotaType":"normal","totalQuota":100,"totalUsage":3,"adjustable":true,"applicableRange":[]}]}"""),
            Map.entry("EIP GET /eips/eip-1", "{\"instanceId\":\"havip-1\"}"),
            Map.entry("EIP GET /eips/eip-2", "{}"),
            Map.entry("EIP GET /quotas", """
                    {"quotas":[{"quotaActionCode":"eip_quota_eips_num","quotaType":"normal","totalQuota":20}]}"""),
            Map.entry("NETWORK POST /quotas/vpc_quota_havip_custom_route_entry/applications", """
                    {"applicationId":"quota-application-1","quotaActionCode":"vpc_quota_havip_custom_route_entry",
                    "desiredValue":10,"approveValue":10,"status":"Agree","reason":"r","applyTime":"t"}"""),
            Map.entry("NETWORK GET /quota-applications?applicationId=quota-application-1", """
                    {"quotaApplications":[{"applicationId":"quota-application-1",
                    "quotaActionCode":"vpc_quota_havip_custom_route_entry","desiredValue":10,"status":"Process"}]}"""),
            Map.entry("NETWORK GET /zones?regionId=cn-hangzhou", """
                    {"zones":[{"zoneId":"cn-hangzhou-b","localName":"B","regionId":"cn-hangzhou"},
                    {"zoneId":"cn-hangzhou-g","localName":"G","regionId":"cn-hangzhou"}]}"""),
            Map.entry("NETWORK GET /instance-types", """
                    {"instanceTypes":[{"instanceTypeId":"ecs.small","instanceTypeFamily":"ecs.e","cpuCoreCount":1,
                    "memorySize":2.0},{"instanceTypeId":"ecs.large","instanceTypeFamily":"ecs.e","cpuCoreCount":2,
                    "memorySize":4.0}]}"""));

    private final List<BackendCall> made = new ArrayList<>();

    private JsonNode answer(String action, String version, String query) throws Exception {
        Parameters parameters = Parameters.of(UrlEncoding.decode(query), List.of());
        Steps steps =
                (Steps) ActionTable.standard().find(action, version, parameters).plan();
        List<JsonNode> answers = new ArrayList<>();
        for (Optional<BackendCall> call = steps.next().apply(parameters, answers);
                call.isPresent();
                call = steps.next().apply(parameters, answers)) {
            BackendCall next = call.get();
            assertThat(next.reads() || !steps.reads()).isTrue();
            made.add(next);
            answers.add(MAPPER.readTree(
                    SERVICES.getOrDefault(next.backend() + " " + next.method() + " " + next.target(), "{}")));
        }
        return steps.answer().apply(new Asked(Caller.root("1000000000000001"), parameters, ""), answers);
    }

    private void refused(String action, String query, String code) {
        assertThatThrownBy(() -> answer(action, QUOTAS, query))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private void refusedIn(String version, String action, String query, String message) {
        assertThatThrownBy(() -> answer(action, version, query))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining(message);
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(each ->
                texts.add(field.isEmpty() ? each.asText() : each.path(field).asText()));
        return texts;
    }

    @Test
    void filterThatIsNotThereIsRefusedByActionsOfSeveralRequestsToo() {
        refusedIn(VPC, "DescribeRouteTables", "RouteTableId=vtb-1&Type=Custom", "\"Type\"");
        refusedIn(
                ECS,
                "ListTagResources",
                "ResourceType=instance&ResourceId.1=i-1&TagFilter.1.TagKey=env",
                "\"TagFilter\"");
        assertThat(made).isEmpty();
    }

    @Test
    void eipLeavesWhatItIsSeenToBeAt() throws Exception {
        answer("UnassociateEipAddress", VPC, "AllocationId=eip-1");
        answer("UnassociateEipAddress", VPC, "AllocationId=eip-2");
        answer("UnassociateEipAddress", VPC, "AllocationId=eip-1&ClientToken=t-1");
        answer("UnassociateEipAddress", VPC, "AllocationId=eip-1&InstanceId=i-1");
        assertThat(made)
                .extracting(call -> call.method() + " " + call.target())
                .containsExactly(
                        "GET /eips/eip-1",
                        "DELETE /eips/eip-1/association?instanceId=havip-1",
                        "GET /eips/eip-2",
                        "DELETE /eips/eip-2/association",
                        "GET /eips/eip-1",
                        "DELETE /eips/eip-1/association",
                        "DELETE /eips/eip-1/association?instanceId=i-1");
        Steps steps = (Steps) ActionTable.standard()
                .find("UnassociateEipAddress", VPC, Parameters.of(List.of(), List.of()))
                .plan();
        assertThat(steps.found().apply(List.of(MAPPER.readTree("{\"instanceId\":\"havip-1\"}"))))
                .extracting(RamResource::name)
                .containsExactly("havip/havip-1");
    }

    @Test
    void quotasOfAllServicesAreOneListOfAProduct() throws Exception {
        JsonNode list = answer("ListProductQuotas", QUOTAS, "ProductCode=vpc");
        assertThat(texts(list.path("Quotas"), "QuotaActionCode"))
                .containsExactly(
                        "vpc_privilege_allow_buy_havip_instance",
                        "vpc_quota_havips_per_vpc",
                        "vpc_quota_havip_custom_route_entry");
        assertThat(list.path("TotalCount").asInt()).isEqualTo(3);
        assertThat(list.path("NextToken").asText()).isEmpty();
        JsonNode route = list.path("Quotas").path(2);
        assertThat(route.path("QuotaArn").asText())
                .isEqualTo("acs:quotas:*:1000000000000001:quota/vpc/vpc_quota_havip_custom_route_entry/");
        assertThat(route.path("ApplicableRange").toString()).isEqualTo("[5,50]");
        assertThat(route.path("Consumable").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"vswitch,vsw-1", "RouteTable,vtb-1"})
    void resourceGroupOfWhatGoesWithItsVpcStays(String type, String id) {
        Parameters parameters = Parameters.of(
                UrlEncoding.decode("ResourceType=" + type + "&ResourceId=" + id + "&NewResourceGroupId=rg-acfm1"),
                List.of());
        Action.Plan.Translated move = (Action.Plan.Translated) ActionTable.standard()
                .find("MoveResourceGroup", VPC, parameters)
                .plan();
        assertThatThrownBy(() -> move.call().apply(parameters))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("cannot be changed");
    }

    @ParameterizedTest
    @CsvSource({
        "ProductCode=ecs,q_security-groups",
        "ProductCode=eip,eip_quota_eips_num",
        "ProductCode=vpc&QuotaCategory=WhiteListLabel,vpc_privilege_allow_buy_havip_instance",
        "ProductCode=VPC&KeyWord=ROUTE,vpc_quota_havip_custom_route_entry",
        "ProductCode=vpc&QuotaActionCode=vpc_quota_havip_custom_route_entry,vpc_quota_havip_custom_route_entry",
        "ProductCode=vpc&MaxResults=1&NextToken=3,vpc_quota_havip_custom_route_entry",
    })
    void listIsNarrowedAndPaged(String query, String code) throws Exception {
        assertThat(texts(answer("ListProductQuotas", QUOTAS, query).path("Quotas"), "QuotaActionCode"))
                .containsExactly(code);
    }

    @Test
    void firstPageNamesTheNext() throws Exception {
        JsonNode list = answer("ListProductQuotas", QUOTAS, "ProductCode=vpc&MaxResults=1");
        assertThat(list.path("NextToken").asText()).isEqualTo("2");
        assertThat(list.path("TotalCount").asInt()).isEqualTo(3);
        refused("ListProductQuotas", "ProductCode=vpc&MaxResults=101", "InvalidParameter");
        refused("ListProductQuotas", "ProductCode=vpc&NextToken=x", "InvalidParameter");
        refused("ListProductQuotas", "", "MissingProductCode");
    }

    @Test
    void applicationGoesToTheServiceThatHoldsTheQuota() throws Exception {
        String quota = "ProductCode=vpc&QuotaActionCode=vpc_quota_havip_custom_route_entry";
        JsonNode answer = answer("CreateQuotaApplication", QUOTAS, quota + "&DesireValue=10.0&Reason=r");
        assertThat(made.getLast().body().orElseThrow().toString()).isEqualTo("{\"desiredValue\":10,\"reason\":\"r\"}");
        assertThat(answer.path("ApplicationId").asText()).isEqualTo("quota-application-1");
        assertThat(answer.path("QuotaName").asText()).isEqualTo("Route entries");
        assertThat(answer.path("Status").asText()).isEqualTo("Agree");
        assertThat(answer.path("ApproveValue").asInt()).isEqualTo(10);
        refused("CreateQuotaApplication", "ProductCode=ecs&QuotaActionCode=none&DesireValue=1", "QUOTA.NOT.EXISTS");
        refused("CreateQuotaApplication", quota + "&DesireValue=1.5&Reason=r", "InvalidParameter");
        refused("CreateQuotaApplication", quota + "&DesireValue=2", "MissingReason");
    }

    @Test
    void applicationIsFoundWhereverItIs() throws Exception {
        JsonNode application = answer("GetQuotaApplication", QUOTAS, "ApplicationId=quota-application-1")
                .path("QuotaApplication");
        assertThat(application.path("Status").asText()).isEqualTo("Process");
        assertThat(application.path("QuotaUnit").asText()).isEqualTo("entry");
        assertThat(application.has("ApproveValue")).isFalse();
        refused("GetQuotaApplication", "ApplicationId=quota-application-2", "QUOTA.APPLICATION.NOT.EXISTS");
        assertThat(answer("GetProductQuota", QUOTAS, "ProductCode=ecs&QuotaActionCode=q_security-groups")
                        .path("Quota")
                        .path("TotalUsage")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "Zone,cn-hangzhou-b",
        "IoOptimized,optimized",
        "Network,vpc",
        "InstanceType,ecs.small ecs.large",
        "InstanceType&Cores=1,ecs.small",
        "InstanceType&Memory=4,ecs.large",
        "InstanceType&InstanceType=ecs.large,ecs.large",
        "SystemDisk&SystemDiskCategory=cloud_essd,cloud_essd",
        "DataDisk,''",
    })
    void everyZoneHasWhatTheCatalogueHas(String wanted, String values) throws Exception {
        JsonNode zones = answer("DescribeAvailableResource", ECS, "RegionId=cn-hangzhou&DestinationResource=" + wanted)
                .path("AvailableZones")
                .path("AvailableZone");
        assertThat(texts(zones, "ZoneId")).containsExactly("cn-hangzhou-b", "cn-hangzhou-g");
        JsonNode supported = zones.path(0)
                .path("AvailableResources")
                .path("AvailableResource")
                .path(0)
                .path("SupportedResources")
                .path("SupportedResource");
        assertThat(String.join(" ", texts(supported, "Value"))).isEqualTo(values);
        assertThat(texts(supported, "StatusCategory")).allMatch("WithStock"::equals);
    }

    @Test
    void tagsAreListedOfNamedResourcesAndOfThoseThatHaveThem() throws Exception {
        String byTag = "ResourceType=HAVIP&Tag.1.Key=env&Tag.1.Value=a%26b&Tag.2.Key=team";
        JsonNode page = answer("ListTagResources", VPC, byTag);
        assertThat(made.getLast().target()).isEqualTo("/ha-vips?pageSize=50&pageNumber=1&tag=env%3Da%26b&tag=team");
        assertThat(texts(page.path("TagResources").path("TagResource"), "TagKey"))
                .containsExactly("env", "team");
        assertThat(texts(page.path("TagResources").path("TagResource"), "ResourceId"))
                .containsOnly("havip-1");
        assertThat(page.path("NextToken").asText()).isEqualTo("2.0");
        answer("ListTagResources", VPC, byTag + "&NextToken=2.0");
        assertThat(made.getLast().target()).contains("pageNumber=2");
        String named = "ResourceType=HAVIP&ResourceId.1=havip-1";
        assertThat(texts(
                        answer("ListTagResources", VPC, named)
                                .path("TagResources")
                                .path("TagResource"),
                        "TagValue"))
                .containsExactly("a&b", "x");
        assertThat(answer("ListTagResources", VPC, named + "&Tag.1.Key=other")
                        .path("TagResources")
                        .path("TagResource"))
                .isEmpty();
        assertThatThrownBy(() -> answer("ListTagResources", VPC, "ResourceType=HAVIP"))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo("MissingResourceId"));
    }

    @Test
    void tagWhoseKeyHasAnEqualsSignIsNoTagOfAShorterKey() throws Exception {
        String named = "ResourceType=HAVIP&ResourceId.1=havip-2&";
        for (String found : List.of("Tag.1.Key=a%3Db", "Tag.1.Key=a%3Db&Tag.1.Value=c")) {
            assertThat(texts(
                            answer("ListTagResources", VPC, named + found)
                                    .path("TagResources")
                                    .path("TagResource"),
                            "TagKey"))
                    .containsExactly("a=b");
        }
        assertThat(answer("ListTagResources", VPC, named + "Tag.1.Key=a&Tag.1.Value=b")
                        .path("TagResources")
                        .path("TagResource"))
                .isEmpty();
    }

    @Test
    void tagsAreListedSoManyAtATimeWithoutLosingOne() throws Exception {
        for (String query : List.of("ResourceId.1=havip-1", "Tag.1.Key=env&Tag.1.Value=a%26b&Tag.2.Key=team")) {
            String first = "ResourceType=HAVIP&MaxResults=1&" + query;
            JsonNode one = answer("ListTagResources", VPC, first);
            assertThat(texts(one.path("TagResources").path("TagResource"), "TagKey"))
                    .containsExactly("env");
            assertThat(one.path("NextToken").asText()).isEqualTo("1.1");
            JsonNode rest = answer("ListTagResources", VPC, first + "&NextToken=1.1");
            assertThat(texts(rest.path("TagResources").path("TagResource"), "TagKey"))
                    .containsExactly("team");
            assertThat(rest.path("NextToken").asText()).isEqualTo(query.startsWith("Tag") ? "2.0" : "");
        }
        for (String wrong : List.of("MaxResults=0", "MaxResults=51", "NextToken=2", "NextToken=0.1")) {
            assertThatThrownBy(
                            () -> answer("ListTagResources", VPC, "ResourceType=HAVIP&ResourceId.1=havip-1&" + wrong))
                    .isInstanceOfSatisfying(
                            ApiError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameter"));
        }
    }

    @Test
    void requestsAreMadeWhenItIsTheirTurn() {
        List<String> made = new ArrayList<>();
        Steps steps = Steps.forEach(
                false,
                parameters -> List.of("a", "b", "c"),
                (parameters, thing) -> {
                    made.add(thing);
                    return new BackendCall(Backend.HAVIP, "GET", "/" + thing, Optional.empty(), Optional.empty());
                },
                (asked, answers) -> MAPPER.createObjectNode());
        Parameters none = Parameters.of(List.of(), List.of());
        assertThat(steps.next().apply(none, List.of(MAPPER.nullNode())))
                .hasValueSatisfying(call -> assertThat(call.target()).isEqualTo("/b"));
        assertThat(made).containsExactly("b");
        assertThat(steps.next().apply(none, Collections.nCopies(3, MAPPER.nullNode())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TagResources,Tag.%d.Key=k%1$d", "UnTagResources,TagKey.%d=k%1$d", "ListTagResources,Tag.%d.Key=k%1$d"})
    void moreTagsThanAResourceMayHaveAreRefused(String action, String parameter) throws Exception {
        String about = "ResourceType=HAVIP" + (action.startsWith("List") ? "" : "&ResourceId.1=havip-1") + "&";
        answer(action, VPC, about + several(20, parameter));
        assertThatThrownBy(() -> answer(action, VPC, about + several(21, parameter)))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("at most 20 times");
    }

    private static String several(int count, String parameter) {
        return IntStream.rangeClosed(1, count).mapToObj(parameter::formatted).collect(Collectors.joining("&"));
    }

    @Test
    void zonesSayWhatCanBeHadInThem() throws Exception {
        JsonNode zone = answer("DescribeZones", ECS, "RegionId=cn-hangzhou")
                .path("Zones")
                .path("Zone")
                .path(0);
        assertThat(texts(zone.path("AvailableInstanceTypes").path("InstanceTypes"), ""))
                .containsExactly("ecs.small", "ecs.large");
        assertThat(texts(zone.path("AvailableDiskCategories").path("DiskCategories"), ""))
                .contains("cloud_essd");
    }
}
