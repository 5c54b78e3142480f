package io.openhavip.network;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A catalogue of another operator: with images of other kinds, and nothing to be had that is not in it. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(CatalogueIT.OtherCatalogue.class)
class CatalogueIT {

    public static class OtherCatalogue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "havip.network.catalogue-only",
                    "true",
                    image(WINDOWS, "os-name"),
                    "Windows Server 2022",
                    image(WINDOWS, "platform"),
                    "Windows Server 2022",
                    image(WINDOWS, "os-type"),
                    "windows",
                    image(ARM, "os-name"),
                    "Alibaba Cloud Linux 3.2104 LTS 64 bit ARM",
                    image(ARM, "platform"),
                    "Aliyun",
                    image(ARM, "architecture"),
                    "arm64");
        }

        private static String image(String id, String field) {
            return "havip.catalogue.images.\"" + id + "\"." + field;
        }
    }

    private static final String WINDOWS = "win2022_21H2_x64_dtc_en-us_40G_alibase_20240816.vhd";
    private static final String ARM = "aliyun_3_arm64_20G_alibase_20240528.vhd";

    private final Rest rest = new Rest("2000000000000051");

    @Test
    void imagesAreNarrowedByEachFilter() {
        assertThat(images("pageSize=50")).contains(WINDOWS, ARM).hasSizeGreaterThan(2);
        assertThat(images("imageId=" + ARM)).containsExactly(ARM);
        assertThat(images("imageName=win2022*")).containsExactly(WINDOWS);
        assertThat(images("osType=windows")).containsExactly(WINDOWS);
        assertThat(images("osType=linux&pageSize=50")).contains(ARM).doesNotContain(WINDOWS);
        assertThat(images("architecture=arm64")).containsExactly(ARM);
        assertThat(images("architecture=x86_64&pageSize=50")).contains(WINDOWS).doesNotContain(ARM);
        for (String filter : List.of("imageId", "imageName", "osType", "architecture")) {
            assertThat(images(filter + "=none")).as(filter).isEmpty();
        }
    }

    private static List<String> images(String query) {
        return given().get("/images?" + query).then().statusCode(200).extract().path("images.imageId");
    }

    @ParameterizedTest
    @CsvSource({
        "instanceType, ecs.none.large, 400, InvalidInstanceType.ValueNotSupported",
        "imageId, m-none, 404, InvalidImageId.NotFound"
    })
    void whatIsNotInTheCatalogueCannotBeHad(String field, String id, int status, String code) {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        rest.post("/instances", Map.of("vSwitchId", vSwitchId, field, id))
                .statusCode(status)
                .body("code", equalTo(code));
        rest.get("/vswitches/" + vSwitchId).body("availableIpAddressCount", equalTo(252));
    }

    @Test
    void whatIsInTheCatalogueCanBeHadAndTheDefaultsAre() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        rest.post("/instances", Map.of("vSwitchId", vSwitchId, "instanceType", "ecs.g7.large", "imageId", ARM))
                .statusCode(201)
                .body("instances[0].imageId", equalTo(ARM));
        rest.post("/instances", Map.of("vSwitchId", vSwitchId)).statusCode(201);
    }
}
