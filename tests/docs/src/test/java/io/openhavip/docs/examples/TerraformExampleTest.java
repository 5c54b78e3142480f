package io.openhavip.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.docs.examples.TerraformFile.Resource;
import io.openhavip.testkit.CheckedInDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Terraform example uses nothing that {@code TerraformST} does not replay. Whether the provider likes it is not shown here. */
class TerraformExampleTest {

    private static final Path EXAMPLE = CheckedInDocument.checkout().resolve("deploy/examples/terraform");
    private static final Path SCHEMA =
            CheckedInDocument.checkout().resolve("tests/stack/src/test/resources/terraform/schema.json");

    private static TerraformFile read(String name) throws IOException {
        return TerraformFile.read(EXAMPLE.resolve(name));
    }

    @Test
    void everyArgumentOfAResourceIsReplayed() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
        List<Resource> resources = read("main.tf").resources();
        assertThat(resources).hasSize(12).allSatisfy(resource -> {
            assertThat(schema.has(resource.type())).as(resource.type()).isTrue();
            assertThat(resource.blocks()).as(resource.type()).isEmpty();
            assertThat(resource.arguments())
                    .as(resource.type())
                    .isNotEmpty()
                    .isSubsetOf(names(schema.path(resource.type())));
        });
    }

    @Test
    void everyRequiredArgumentIsGiven() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
        for (Resource resource : read("main.tf").resources()) {
            Set<String> required = names(schema.path(resource.type()));
            required.removeIf(
                    name -> !schema.path(resource.type()).path(name).asText().startsWith("required"));
            assertThat(resource.arguments()).as(resource.type()).containsAll(required);
        }
    }

    @Test
    void whatIsReferredToIsDeclared() throws IOException {
        TerraformFile main = read("main.tf");
        assertThat(read("variables.tf").declared()).containsExactlyInAnyOrderElementsOf(main.variables());
        Set<String> resources = main.resources().stream()
                .map(resource -> resource.type() + "." + resource.name())
                .collect(Collectors.toSet());
        assertThat(main.references()).isNotEmpty().isSubsetOf(resources);
        assertThat(read("outputs.tf").references()).isNotEmpty().isSubsetOf(resources);
        assertThat(read("outputs.tf").declared()).contains("instance_id_ecs1", "ha_vip_private_ip");
    }

    @Test
    void argumentThatNobodyReplaysIsFound() {
        Resource resource = new TerraformFile(List.of(
                        "resource \"alicloud_vpc\" \"main\" {",
                        "  cidr_block = \"10.0.0.0/8\"",
                        "  color      = \"red\"",
                        "",
                        "  timeouts {",
                        "    create = \"5m\"",
                        "  }",
                        "}"))
                .resources()
                .getFirst();
        assertThat(resource.arguments()).containsExactly("cidr_block", "color");
        assertThat(resource.blocks()).containsExactly("timeouts");
    }

    private static Set<String> names(JsonNode type) {
        Set<String> names = new TreeSet<>();
        type.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
