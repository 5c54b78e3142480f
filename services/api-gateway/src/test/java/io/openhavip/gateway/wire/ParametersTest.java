package io.openhavip.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static Parameters of(String query) {
        return Parameters.of(UrlEncoding.decode(query), List.of());
    }

    @Test
    void listsAreInTheOrderOfTheirNumbersHoweverTheyCome() {
        assertThat(of("InstanceId.10=c&InstanceId.2=b&InstanceId.1=a&InstanceId.x=d")
                        .list("InstanceId"))
                .containsExactly("a", "b", "c");
        assertThat(of("InstanceId=a").list("InstanceId")).containsExactly("a");
        assertThat(of("InstanceId.1=").list("InstanceId")).isEmpty();
    }

    @Test
    void groupsHoldListsOfTheirOwn() {
        List<Parameters> filters = of("Filter.2.Key=VpcId&Filter.1.Value.2=y&Filter.1.Key=HaVipId&Filter.1.Value.1=x")
                .groups("Filter");
        assertThat(filters).hasSize(2);
        assertThat(filters.getFirst().require("Key")).isEqualTo("HaVipId");
        assertThat(filters.getFirst().list("Value")).containsExactly("x", "y");
        assertThat(filters.getLast().require("Key")).isEqualTo("VpcId");
    }

    @Test
    void emptyValueIsNone() {
        assertThat(of("Description=").find("Description")).isEmpty();
        assertThatThrownBy(() -> of("VpcId=").require("VpcId"))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo("MissingVpcId"));
    }

    @Test
    void flagsAndNumbersAreReadInAnyCaseOrRefused() {
        assertThat(of("Force=True").flag("Force")).contains(true);
        assertThat(of("Force=false").flag("Force")).contains(false);
        assertThatThrownBy(() -> of("Force=yes").flag("Force")).isInstanceOf(ApiError.class);
        assertThat(of("PageSize=50").number("PageSize")).contains(50L);
        assertThatThrownBy(() -> of("PageSize=5x").number("PageSize")).isInstanceOf(ApiError.class);
    }
}
