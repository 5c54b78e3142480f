package io.openhavip.eip;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.CheckedInDocument;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The REST interface and the topics are those that are checked in. Shares the running service of {@link EipServiceIT.ShortDeadlines}. */
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

    @Test
    void topicsAreThoseThatAreCheckedIn() throws IOException {
        Path checkedIn = CheckedInDocument.checkout().resolve("docs/api/asyncapi-eip-service.yaml");
        assertThat(given().get("/asyncapi").then().statusCode(200).extract().asString())
                .isEqualTo(Files.readString(checkedIn));
    }
}
