package io.openhavip.eip;

import static io.restassured.RestAssured.given;

import io.openhavip.testkit.CheckedInDocument;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The REST interface is the one that is checked in. Shares the running service of {@link EipServiceIT.ShortDeadlines}. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(EipServiceIT.ShortDeadlines.class)
class OpenApiIT {

    private static final CheckedInDocument DOCUMENT = new CheckedInDocument("docs/api/openapi-eip-service.yaml");

    @Test
    void restInterfaceIsTheOneThatIsCheckedIn() {
        DOCUMENT.mustBe(given().accept("application/yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
