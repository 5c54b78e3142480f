package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the read model's network interfaces. Thread-safe. */
public final class NetworkInterfaceQueries {

    /** A network interface as it is answered. What it does not have is "", or null where it is an object. */
    public record NetworkInterfaceView(
            String networkInterfaceId,
            String networkInterfaceName,
            String description,
            String status,
            String type,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String macAddress,
            String privateIpAddress,
            Optional<Attachment> attachment,
            boolean deleteOnRelease,
            String resourceGroupId,
            List<String> securityGroupIds,
            List<String> haVipIds,
            Optional<CarriedEip> eip,
            List<Tag> tags,
            Instant creationTime) {}

    /** Where a network interface is attached. */
    public record Attachment(String instanceId, int deviceIndex) {}

    /**
     * What a listing is narrowed by.
     *
     * @param networkInterfaceIds none: any
     * @param networkInterfaceName {@code *} stands for any text
     * @param tags values by key; an empty one: any value
     */
    public record NetworkInterfaceFilter(
            List<String> networkInterfaceIds,
            Optional<String> instanceId,
            Optional<String> regionId,
            Optional<String> vpcId,
            Optional<String> vSwitchId,
            Optional<String> securityGroupId,
            Optional<String> status,
            Optional<String> type,
            Optional<String> networkInterfaceName,
            Optional<String> privateIpAddress,
            Optional<String> resourceGroupId,
            Map<String, Optional<String>> tags) {

        static NetworkInterfaceFilter id(String networkInterfaceId) {
            return new NetworkInterfaceFilter(
                    List.of(networkInterfaceId),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }
    }

    private static final String FROM = "FROM " + NetworkProjection.NAME + ".network_interface n ";
    /** Those of the instance for a primary one, which is in no group by itself. */
    private static final String SECURITY_GROUPS = """
            coalesce((SELECT i.security_group_ids FROM %s.instance i WHERE n.type = 'Primary' AND i.instance_id = n.instance_id),
                     n.security_group_ids)""".formatted(NetworkProjection.NAME);

    private static final String SELECT = "SELECT n.*, " + SECURITY_GROUPS + " AS security_groups, "
            + Carried.columns("n.network_interface_id") + " " + FROM;
    private static final String ORDER = " ORDER BY created_at, network_interface_id LIMIT ? OFFSET ?";

    private final Select select;

    public NetworkInterfaceQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    /** A page of an account's network interfaces, oldest first, and how many there are on all pages. */
    public Page<NetworkInterfaceView> networkInterfaces(String accountId, NetworkInterfaceFilter filter, Paging paging)
            throws SQLException {
        Conditions conditions = new Conditions(accountId)
                .oneOf("network_interface_id", filter.networkInterfaceIds())
                .equal("instance_id", filter.instanceId())
                .equal("region_id", filter.regionId())
                .equal("vpc_id", filter.vpcId())
                .equal("vswitch_id", filter.vSwitchId())
                .has(SECURITY_GROUPS, filter.securityGroupId())
                .equal("status", filter.status())
                .equal("type", filter.type())
                .like("network_interface_name", filter.networkInterfaceName())
                .equal("private_ip_address", filter.privateIpAddress())
                .equal("resource_group_id", filter.resourceGroupId())
                .tagged(filter.tags());
        return select.page(SELECT, FROM, conditions, ORDER, paging, NetworkInterfaceQueries::networkInterface);
    }

    /** @throws io.openhavip.contracts.Refusal that it does not exist */
    public NetworkInterfaceView networkInterface(String accountId, String networkInterfaceId) throws SQLException {
        return networkInterfaces(accountId, NetworkInterfaceFilter.id(networkInterfaceId), Paging.of(1, 1))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> ResourceKind.NETWORK_INTERFACE.refusal(networkInterfaceId));
    }

    private static NetworkInterfaceView networkInterface(ResultSet row) throws SQLException {
        String instanceId = row.getString("instance_id");
        return new NetworkInterfaceView(
                row.getString("network_interface_id"),
                row.getString("network_interface_name"),
                row.getString("description"),
                row.getString("status"),
                row.getString("type"),
                row.getString("region_id"),
                row.getString("zone_id"),
                row.getString("vpc_id"),
                row.getString("vswitch_id"),
                row.getString("mac_address"),
                row.getString("private_ip_address"),
                instanceId == null
                        ? Optional.empty()
                        : Optional.of(new Attachment(instanceId, row.getInt("device_index"))),
                row.getBoolean("delete_on_release"),
                row.getString("resource_group_id"),
                Select.strings(row, "security_groups"),
                Carried.haVipIds(row),
                Carried.eip(row),
                Select.tags(row),
                row.getTimestamp("created_at").toInstant());
    }
}
