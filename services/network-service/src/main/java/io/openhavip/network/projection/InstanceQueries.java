package io.openhavip.network.projection;

import io.openhavip.contracts.network.InstanceHardware.SystemDisk;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.ResourceKind;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the read model's instances. Thread-safe. */
public final class InstanceQueries {

    /** An instance as it is answered. What it does not have is "", or null where it is an object. */
    public record InstanceView(
            String instanceId,
            String instanceName,
            String hostName,
            String description,
            String status,
            String stoppedMode,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String hostId,
            String instanceType,
            String imageId,
            InstanceSpecification specification,
            String keyPairName,
            SystemDisk systemDisk,
            String instanceChargeType,
            String spotStrategy,
            String internetChargeType,
            int internetMaxBandwidthOut,
            boolean deletionProtection,
            String deploymentSetId,
            String resourceGroupId,
            List<String> securityGroupIds,
            List<NetworkInterface> networkInterfaces,
            List<String> haVipIds,
            Optional<CarriedEip> eip,
            List<Tag> tags,
            Instant creationTime,
            Optional<Instant> startTime) {}

    /** An instance's user data: Base64, or "". */
    public record UserData(String instanceId, String userData) {}

    /**
     * What a listing is narrowed by.
     *
     * @param instanceIds none: any
     * @param instanceName {@code *} stands for any text
     * @param privateIpAddresses of the primary network interface; none: any
     * @param tags values by key; an empty one: any value
     */
    public record InstanceFilter(
            List<String> instanceIds,
            Optional<String> regionId,
            Optional<String> vpcId,
            Optional<String> vSwitchId,
            Optional<String> securityGroupId,
            Optional<String> status,
            Optional<String> instanceName,
            List<String> privateIpAddresses,
            Optional<String> resourceGroupId,
            Optional<String> deploymentSetId,
            Map<String, Optional<String>> tags) {

        static InstanceFilter ids(List<String> instanceIds) {
            return new InstanceFilter(
                    instanceIds,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }
    }

    private static final String FROM = "FROM " + NetworkProjection.NAME + ".instance i ";
    private static final String SELECT = "SELECT i.*, " + Carried.columns("i.instance_id") + " " + FROM;
    private static final String ORDER = " ORDER BY created_at, instance_id LIMIT ? OFFSET ?";

    private final Select select;
    private final InstanceSpecification.Source specifications;

    public InstanceQueries(PostgresTransactions transactions, InstanceSpecification.Source specifications) {
        this.select = new Select(transactions);
        this.specifications = specifications;
    }

    /** A page of an account's instances, oldest first, and how many there are on all pages. */
    public Page<InstanceView> instances(String accountId, InstanceFilter filter, Paging paging) throws SQLException {
        Conditions conditions = new Conditions(accountId)
                .oneOf("instance_id", filter.instanceIds())
                .equal("region_id", filter.regionId())
                .equal("vpc_id", filter.vpcId())
                .equal("vswitch_id", filter.vSwitchId())
                .has("security_group_ids", filter.securityGroupId())
                .equal("status", filter.status())
                .like("instance_name", filter.instanceName())
                .oneOf("private_ip_address", filter.privateIpAddresses())
                .equal("resource_group_id", filter.resourceGroupId())
                .equal("deployment_set_id", filter.deploymentSetId())
                .tagged(filter.tags());
        return select.page(SELECT, FROM, conditions, ORDER, paging, this::instance);
    }

    /** Some of an account's instances, oldest first; those that do not exist are not among them. */
    public List<InstanceView> instances(String accountId, List<String> instanceIds) throws SQLException {
        return instances(accountId, InstanceFilter.ids(instanceIds), Paging.of(1, Paging.LARGEST_PAGE))
                .items();
    }

    /** @throws io.openhavip.contracts.Refusal that it does not exist */
    public InstanceView instance(String accountId, String instanceId) throws SQLException {
        return instances(accountId, List.of(instanceId)).stream()
                .findFirst()
                .orElseThrow(() -> ResourceKind.INSTANCE.refusal(instanceId));
    }

    /** @throws io.openhavip.contracts.Refusal that the instance does not exist */
    public UserData userData(String accountId, String instanceId) throws SQLException {
        return select
                .rows(
                        "SELECT instance_id, user_data " + FROM + "WHERE account_id = ? AND instance_id = ?",
                        row -> new UserData(row.getString(1), row.getString(2)),
                        accountId,
                        instanceId)
                .stream()
                .findFirst()
                .orElseThrow(() -> ResourceKind.INSTANCE.refusal(instanceId));
    }

    /** An instance of a host, and whose it is. */
    public record Placed(String instanceId, String accountId) {}

    /** The instances of a host, whoever's they are. */
    public List<Placed> instancesOn(String hostId) throws SQLException {
        return select.rows(
                "SELECT instance_id, account_id " + FROM + "WHERE host_id = ? ORDER BY instance_id",
                row -> new Placed(row.getString(1), row.getString(2)),
                hostId);
    }

    /** How many instances each host has, whoever's they are. */
    public Map<String, Long> instancesByHost() throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        select.rows(
                "SELECT host_id, count(*) " + FROM + "WHERE host_id <> '' GROUP BY host_id",
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private InstanceView instance(ResultSet row) throws SQLException {
        return new InstanceView(
                row.getString("instance_id"),
                row.getString("instance_name"),
                row.getString("host_name"),
                row.getString("description"),
                row.getString("status"),
                row.getString("stopped_mode"),
                row.getString("region_id"),
                row.getString("zone_id"),
                row.getString("vpc_id"),
                row.getString("vswitch_id"),
                row.getString("host_id"),
                row.getString("instance_type"),
                row.getString("image_id"),
                specifications.of(row.getString("instance_type"), row.getString("image_id")),
                row.getString("key_pair_name"),
                new SystemDisk(row.getString("disk_category"), row.getInt("disk_size")),
                row.getString("charge_type"),
                row.getString("spot_strategy"),
                row.getString("internet_charge_type"),
                row.getInt("bandwidth_out"),
                row.getBoolean("deletion_protection"),
                Optional.ofNullable(row.getString("deployment_set_id")).orElse(""),
                row.getString("resource_group_id"),
                Select.strings(row, "security_group_ids"),
                InstanceRows.networkInterfaces(row),
                Carried.haVipIds(row),
                Carried.eip(row),
                Select.tags(row),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant));
    }
}
