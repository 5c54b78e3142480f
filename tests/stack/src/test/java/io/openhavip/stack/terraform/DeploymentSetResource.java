package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.Optional;

/** alicloud_ecs_deployment_set. */
final class DeploymentSetResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        return client.rpc(
                        Product.ECS,
                        "CreateDeploymentSet",
                        Request.of("RegionId", client.region())
                                .given(
                                        arguments,
                                        "DeploymentSetName",
                                        "deployment_set_name",
                                        "Description",
                                        "description",
                                        "Strategy",
                                        "strategy")
                                .token("CreateDeploymentSet")
                                .map())
                .path("DeploymentSetId")
                .asText();
    }

    private static Optional<JsonNode> row(ProviderClient client, String id) {
        return Values.rows(
                        client.rpc(
                                Product.ECS,
                                "DescribeDeploymentSets",
                                Request.of("RegionId", client.region(), "DeploymentSetIds", "[\"" + id + "\"]")
                                        .map()),
                        "DeploymentSets",
                        "DeploymentSet")
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        return row(client, id)
                .map(row -> Values.of(
                        "deployment_set_name", member(row, "DeploymentSetName").asText(),
                        "description", member(row, "DeploymentSetDescription").asText(),
                        "strategy", member(row, "DeploymentStrategy").asText(),
                        "domain", member(row, "Domain").asText(),
                        "granularity", member(row, "Granularity").asText()));
    }

    @Override
    public void update(ProviderClient client, String id, Values before, Values now) {
        client.rpc(
                Product.ECS,
                "ModifyDeploymentSetAttribute",
                Request.of("DeploymentSetId", id, "RegionId", client.region())
                        .given(now, "DeploymentSetName", "deployment_set_name", "Description", "description")
                        .map());
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        client.rpc(
                Product.ECS,
                "DeleteDeploymentSet",
                Request.of("DeploymentSetId", id, "RegionId", client.region()).map());
        StateChange.awaitGone(
                "alicloud_ecs_deployment_set", () -> row(client, id).isPresent());
    }
}
