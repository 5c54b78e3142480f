package io.openhavip.service.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Shares the running service of {@code QuotaEndpointsIT}. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class AsyncApiResourceIT {

    @Test
    void servesTheDocumentThatIsPackedWithTheService() throws IOException {
        try (InputStream packed = getClass().getResourceAsStream("/asyncapi-network-service.yaml")) {
            assertThat(given().get("/asyncapi")
                            .then()
                            .statusCode(200)
                            .contentType("application/yaml")
                            .extract()
                            .asString())
                    .isEqualTo(new String(packed.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void documentIsNoPartOfTheRestInterface() {
        assertThat(given().get("/q/openapi").then().statusCode(200).extract().asString())
                .doesNotContain("/asyncapi")
                .contains("/quotas/{quotaActionCode}/applications");
    }
}
