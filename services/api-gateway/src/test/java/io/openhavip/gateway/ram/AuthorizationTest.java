package io.openhavip.gateway.ram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openhavip.gateway.keys.Caller;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final Caller USER = Caller.user("1000000000000001", "200000000000000001", "ops");
    private static final String HAVIP = "acs:vpc:cn-hangzhou:1000000000000001:havip/havip-1";
    private static final String OTHER = "acs:vpc:cn-hangzhou:1000000000000001:havip/havip-2";

    private static Decision decide(String action, List<String> resources, String source, String... policies)
            throws UnknownHostException {
        List<Policy> parsed = Arrays.stream(policies).map(Policy::parse).toList();
        return new Authorization(Map.of(USER.principal(), parsed), Map.of())
                .decide(USER, action, resources, InetAddress.getByName(source));
    }

    private static String policy(String statement) {
        return "{\"Version\":\"1\",\"Statement\":[" + statement.replace('\'', '"') + "]}";
    }

    private static final String ALLOW = policy("{'Effect':'Allow','Action':['vpc:*HaVip','ecs:Run*'],'Resource':'*'}");
    private static final String DENY_ONE =
            policy("{'Effect':'Deny','Action':'vpc:DeleteHaVip','Resource':'acs:vpc:*:*:havip/havip-1'}");

    @Test
    void nothingIsAllowedThatNoStatementAllows() throws Exception {
        assertThat(decide("vpc:CreateHaVip", List.of(HAVIP), "127.0.0.1")).isEqualTo(new Decision.Denied(HAVIP, false));
        assertThat(decide("vpc:CreateVpc", List.of(HAVIP), "127.0.0.1", ALLOW))
                .isEqualTo(new Decision.Denied(HAVIP, false));
        assertThat(decide("vpc:createhavip", List.of(HAVIP), "127.0.0.1", ALLOW))
                .isEqualTo(new Decision.Allowed());
    }

    @Test
    void denialWinsOverWhateverAllows() throws Exception {
        assertThat(decide("vpc:DeleteHaVip", List.of(HAVIP), "127.0.0.1", ALLOW, DENY_ONE))
                .isEqualTo(new Decision.Denied(HAVIP, true));
        assertThat(decide("vpc:DeleteHaVip", List.of(OTHER), "127.0.0.1", DENY_ONE, ALLOW))
                .isEqualTo(new Decision.Allowed());
        assertThat(decide("vpc:DeleteHaVip", List.of(OTHER, HAVIP), "127.0.0.1", ALLOW, DENY_ONE))
                .isEqualTo(new Decision.Denied(HAVIP, true));
    }

    @Test
    void partsOfAResourcesNameAreMatchedOneByOne() throws Exception {
        String haVips = policy("{'Effect':'Allow','Action':'*','Resource':'acs:*:*:*:havip/*'}");
        assertThat(decide("vpc:DeleteHaVip", List.of(HAVIP), "127.0.0.1", haVips))
                .isEqualTo(new Decision.Allowed());
        String reaching = "acs:vpc:*:1000000000000001:vpc/x:havip/x";
        assertThat(decide("vpc:DeleteVpc", List.of(reaching), "127.0.0.1", haVips))
                .isEqualTo(new Decision.Denied(reaching, false));
    }

    @Test
    void denialByRegionHoldsWhereTheRequestLeavesTheRegionOpen() throws Exception {
        String open = "acs:vpc:*:1000000000000001:havip/havip-1";
        String deny = policy("{'Effect':'Deny','Action':'*','Resource':'acs:vpc:cn-hangzhou:*:*'}");
        String elsewhere = policy("{'Effect':'Allow','Action':'*','Resource':'acs:vpc:cn-beijing:*:*'}");
        assertThat(decide("vpc:DeleteHaVip", List.of(open), "127.0.0.1", ALLOW, deny))
                .isEqualTo(new Decision.Denied(open, true));
        assertThat(decide("vpc:DeleteHaVip", List.of(open), "127.0.0.1", elsewhere))
                .isEqualTo(new Decision.Denied(open, false));
    }

    @Test
    void notActionIsEveryOther() throws Exception {
        String all = policy("{'Effect':'Allow','NotAction':'vpc:Delete*','Resource':'*'}");
        assertThat(decide("vpc:CreateHaVip", List.of(HAVIP), "127.0.0.1", all)).isEqualTo(new Decision.Allowed());
        assertThat(decide("vpc:DeleteHaVip", List.of(HAVIP), "127.0.0.1", all))
                .isEqualTo(new Decision.Denied(HAVIP, false));
    }

    @Test
    void conditionOnTheSourceHoldsForBlocksOfBothFamilies() throws Exception {
        String office = policy("{'Effect':'Allow','Action':'*','Resource':'*',"
                + "'Condition':{'IpAddress':{'acs:SourceIp':['10.1.0.0/20','2001:db8::/33']}}}");
        for (String inside : List.of("10.1.0.1", "10.1.15.255", "2001:db8:7fff::1")) {
            assertThat(decide("vpc:CreateHaVip", List.of(HAVIP), inside, office))
                    .isEqualTo(new Decision.Allowed());
        }
        for (String outside : List.of("10.1.16.0", "11.1.0.1", "2001:db8:8000::1", "127.0.0.1")) {
            assertThat(decide("vpc:CreateHaVip", List.of(HAVIP), outside, office))
                    .isInstanceOf(Decision.Denied.class);
        }
        String notThere = policy("{'Effect':'Deny','Action':'*','Resource':'*',"
                + "'Condition':{'NotIpAddress':{'acs:SourceIp':'10.0.0.0/8'}}}");
        assertThat(decide("vpc:CreateHaVip", List.of(HAVIP), "10.9.9.9", ALLOW, notThere))
                .isEqualTo(new Decision.Allowed());
        assertThat(decide("vpc:CreateHaVip", List.of(HAVIP), "192.168.0.1", ALLOW, notThere))
                .isEqualTo(new Decision.Denied(HAVIP, true));
    }

    @Test
    void accountMayDoEverything() throws Exception {
        assertThat(new Authorization(Map.of(), Map.of())
                        .decide(
                                Caller.root("1000000000000001"),
                                "vpc:DeleteHaVip",
                                List.of(HAVIP),
                                InetAddress.getByName("127.0.0.1")))
                .isEqualTo(new Decision.Allowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{}",
                "{'Version':'2','Statement':[]}",
                "{'Version':'1','Statement':'all'}",
                "{'Version':'1','Statement':[{'Effect':'Permit','Action':'*','Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':[],'Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':[1],'Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'Bool':{'acs:MFAPresent':'true'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:Else':'10.0.0.1'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'example.com'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.0/33'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{}}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':[]}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':'none'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':null}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':'10.0.0.1'}}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':[]}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Effect':'Allow','Action':'*','Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}]}",
                "{'Version':'1','Statement':[]} x",
                "{'Version':'1','Statement':[]} {'Version':'1','Statement':[]}",
                "{'Version':'1','Statement':[],'Deny':[]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':{'a':'vpc:*'},'Resource':'*'}]}",
                "{'Version':'1','Statement':[{'Effect':'Allow','Action':'*','Resource':{'a':'*'}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10/8'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.1'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'010.0.0.1'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.256'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.0/+8'}}}]}",
                "{'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10.0.0.0/'}}}]}"
            })
    void whatCannotBeReadIsNoPolicy(String json) {
        assertThatThrownBy(() -> Policy.parse(json.replace('\'', '"'))).isInstanceOf(MalformedPolicy.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'Version':'1','Statement':[]} x                                                                        | nothing more
            {'Version':'1','Statement':[],'Deny':[]}                                                                | a policy cannot have "Deny"
            {'Version':'1','Statement':[{'Effect':'Allow','Action':{'a':'b'},'Resource':'*'}]}                      | "Action" must be a text or a list of texts
            {'Version':'1','Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'acs:SourceIp':'10/8'}}}]} | "10/8" is no address: an IPv4 address has four numbers
            """)
    void mistakeOfAPolicyIsNamed(String json, String message) {
        assertThatThrownBy(() -> Policy.parse(json.replace('\'', '"')))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessageContaining(message);
    }

    @Test
    void userWithAPolicyThatCannotBeReadMayDoNothing() throws Exception {
        Authorization authorization = new Authorization(
                Map.of(USER.principal(), List.of(Policy.parse(ALLOW))), Map.of(USER.principal(), "torn"));
        InetAddress here = InetAddress.getByName("127.0.0.1");
        assertThat(authorization.decide(USER, "vpc:CreateHaVip", List.of(HAVIP), here))
                .isEqualTo(new Decision.Unreadable("torn"));
        assertThat(authorization.decideUnlessDenied(USER, "sts:GetCallerIdentity", List.of("*"), here))
                .isEqualTo(new Decision.Unreadable("torn"));
        assertThat(authorization.decide(Caller.root("1000000000000001"), "vpc:CreateHaVip", List.of(HAVIP), here))
                .isEqualTo(new Decision.Allowed());
    }

    @Test
    void wildcardsMatchWithoutEnd() {
        assertThat(Wildcards.match("vpc:*HaVip*", "vpc:DescribeHaVips")).isTrue();
        assertThat(Wildcards.match("vpc:?escribeHaVips", "vpc:DescribeHaVips")).isTrue();
        assertThat(Wildcards.match("vpc:Describe", "vpc:DescribeHaVips")).isFalse();
        assertThat(Wildcards.match("*a".repeat(2000) + "b", "a".repeat(4000))).isFalse();
    }
}
