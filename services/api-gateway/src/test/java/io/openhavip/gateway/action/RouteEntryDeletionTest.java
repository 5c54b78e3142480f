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

class RouteEntryDeletionTest {

    private static final String TABLE = "{\"routeTables\":[{\"routeTableId\":\"vtb-2\"}]}";

    private static List<String> requests(String query, String... answers) throws Exception {
        Parameters parameters = Parameters.of(UrlEncoding.decode(query), List.of());
        Action.Plan.Steps steps = (Action.Plan.Steps) ActionTable.standard()
                .find("DeleteRouteEntry", "2016-04-28", parameters)
                .plan();
        List<String> requests = new ArrayList<>();
        List<JsonNode> got = new ArrayList<>();
        for (String answer : answers) {
            BackendCall call = steps.next().apply(parameters, got).orElseThrow();
            requests.add(call.method() + " " + call.target());
            got.add(new ObjectMapper().readTree(answer));
        }
        assertThat(steps.next().apply(parameters, got)).isEmpty();
        return requests;
    }

    @Test
    void entryIsDeletedByItsIdAlone() throws Exception {
        assertThat(requests("RegionId=cn-beijing&RouteEntryId=rte-1", TABLE, "{}"))
                .containsExactly(
                        "GET /route-tables?routeEntryId=rte-1&regionId=cn-beijing",
                        "DELETE /route-tables/vtb-2/entries/rte-1");
        assertThatThrownBy(() -> requests("RouteEntryId=rte-1", "{\"routeTables\":[]}"))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo("InvalidRouteEntry.NotFound"));
    }

    @Test
    void tableThatWasFoundNeedsPermission() throws Exception {
        Action.Plan.Steps steps = (Action.Plan.Steps) ActionTable.standard()
                .find("DeleteRouteEntry", "2016-04-28", Parameters.of(List.of(), List.of()))
                .plan();
        assertThat(steps.found().apply(List.of(new ObjectMapper().readTree(TABLE))))
                .extracting(RamResource::name)
                .containsExactly("routetable/vtb-2");
    }

    @Test
    void entryIsDeletedByItsIdOrItsDestinationInATable() throws Exception {
        assertThat(requests("RouteTableId=vtb-1&RouteEntryId=rte-1", "{}"))
                .containsExactly("DELETE /route-tables/vtb-1/entries/rte-1");
        assertThat(requests("RouteTableId=vtb-1&DestinationCidrBlock=10.0.0.0/8&NextHopId=i-1", "{}"))
                .containsExactly("DELETE /route-tables/vtb-1/entries?destinationCidrBlock=10.0.0.0%2F8&nextHopId=i-1");
    }
}
