package io.openhavip.gateway.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings that are read by tokens, as the official clients do. */
class PageTokenTest {

    private static final String VPC = "2016-04-28";
    private static final String ECS = "2014-05-26";

    private static Action.Plan.Translated translated(String action, String version) {
        return (Action.Plan.Translated) ActionTable.standard()
                .find(action, version, Parameters.of(List.of(), List.of()))
                .plan();
    }

    private static String target(String action, String version, String query) {
        return translated(action, version)
                .call()
                .apply(Parameters.of(UrlEncoding.decode(query), List.of()))
                .target();
    }

    private static void refused(String query, String why) {
        assertThatThrownBy(() -> target("DescribeInstances", ECS, query))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameter"))
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-26,DescribeInstances,MaxResults,''",
        "2014-05-26,DescribeDisks,MaxResults,''",
        "2014-05-26,DescribeNetworkInterfaces,MaxResults,''",
        "2014-05-26,DescribeSecurityGroups,MaxResults,''",
        "2014-05-26,DescribeInstanceRamRole,MaxResults,''",
        "2016-04-28,DescribeRouteEntryList,MaxResult,RouteTableId=vtb-1&",
    })
    void whoFollowsTheTokensSeesEveryRowOnce(String version, String action, String maxResults, String about)
            throws Exception {
        List<String> targets = new ArrayList<>();
        String token = "";
        do {
            targets.add(target(action, version, about + maxResults + "=20&NextToken=" + token)
                    .replaceFirst("^[^?]*\\?", ""));
            token = next(action, version, targets.size(), 20, 45);
        } while (!token.isEmpty() && targets.size() < 10);
        assertThat(targets).containsExactly("pageSize=20", "pageNumber=2&pageSize=20", "pageNumber=3&pageSize=20");
    }

    private static String next(String action, String version, int page, int size, int total) throws Exception {
        JsonNode answer = new ObjectMapper()
                .readTree("{\"totalCount\":%d,\"pageNumber\":%d,\"pageSize\":%d}".formatted(total, page, size));
        return translated(action, version)
                .answer()
                .apply(answer)
                .path("NextToken")
                .asText();
    }

    @Test
    void lastPageHasNoTokenAlsoWhenItIsFull() throws Exception {
        assertThat(next("DescribeInstances", ECS, 2, 20, 41)).isEqualTo("40");
        assertThat(next("DescribeInstances", ECS, 2, 20, 40)).isEmpty();
        assertThat(next("DescribeInstances", ECS, 1, 10, 0)).isEmpty();
    }

    @Test
    void pagesAreStillToldByTheirNumbers() {
        assertThat(target("DescribeInstances", ECS, "PageNumber=3&PageSize=50"))
                .isEqualTo("/instances?pageNumber=3&pageSize=50");
        assertThat(target("DescribeInstances", ECS, "NextToken=50&PageNumber=1&PageSize=50"))
                .isEqualTo("/instances?pageNumber=2&pageSize=50");
        assertThat(target("DescribeInstances", ECS, "NextToken=30")).isEqualTo("/instances?pageNumber=4");
        assertThat(target("DescribeRouteEntryList", VPC, "RouteTableId=vtb-1"))
                .isEqualTo("/route-tables/vtb-1/entries");
    }

    @Test
    void largerPageThanTheServicesHaveIsTheirLargest() {
        assertThat(target("DescribeNetworkInterfaces", ECS, "MaxResults=500"))
                .isEqualTo("/network-interfaces?pageSize=100");
        assertThat(target("DescribeNetworkInterfaces", ECS, "MaxResults=500&NextToken=100"))
                .isEqualTo("/network-interfaces?pageNumber=2&pageSize=100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caeba0bbb2be03f84eb48b699f0a4883", "0", "-20", "2.0", "99999999", "99999999999999999999"})
    void tokenThatNoPageSaidIsRefused(String token) {
        refused("MaxResults=20&NextToken=" + token, "NextToken");
    }

    @Test
    void tokenOfPagesOfAnotherSizeIsRefused() {
        refused("MaxResults=30&NextToken=20", "MaxResults");
        refused("MaxResults=0", "MaxResults");
        refused("MaxResults=many", "MaxResults");
    }
}
