package io.openhavip.stack.terraform;

import static io.openhavip.stack.terraform.Values.member;

import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.List;
import java.util.Optional;

/** alicloud_ecs_network_interface_attachment, whose id is interface:instance. */
final class InterfaceAttachmentResource implements ResourceType {

    @Override
    public String create(ProviderClient client, Values arguments) {
        String interfaceId = arguments.text("network_interface_id");
        String id = interfaceId + ":" + arguments.text("instance_id");
        client.rpc(Product.ECS, "AttachNetworkInterface", named(client, id).map());
        StateChange.await(
                "alicloud_ecs_network_interface_attachment",
                List.of(),
                List.of("InUse"),
                () -> NetworkInterfaceResource.status(client, interfaceId));
        return id;
    }

    private static Request named(ProviderClient client, String id) {
        String[] parts = id.split(":");
        return Request.of("NetworkInterfaceId", parts[0], "InstanceId", parts[1], "RegionId", client.region());
    }

    @Override
    public Optional<Values> read(ProviderClient client, String id) {
        String[] parts = id.split(":");
        return NetworkInterfaceResource.row(client, parts[0])
                .filter(row ->
                        member(member(row, "Attachment"), "InstanceId").asText().equals(parts[1]))
                .map(row -> Values.of("network_interface_id", parts[0], "instance_id", parts[1]));
    }

    @Override
    public void delete(ProviderClient client, String id, Values state) {
        client.rpc(Product.ECS, "DetachNetworkInterface", named(client, id).map());
        StateChange.await(
                "alicloud_ecs_network_interface_attachment",
                List.of(),
                List.of("Available"),
                () -> NetworkInterfaceResource.status(client, id.split(":")[0]));
    }
}
