package io.openhavip.havip.projection;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.arp.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The table {@code ownership}: who has each address, as {@code arp.ownership} tells it, whatever the HAVIPs say. */
final class Ownership {

    static final String DDL = """
            CREATE TABLE ownership (
                vswitch_id text NOT NULL, address text NOT NULL, ha_vip_id text NOT NULL, epoch bigint NOT NULL,
                instance_id text NOT NULL, network_interface_id text NOT NULL, PRIMARY KEY (vswitch_id, address));
            """;

    /** The order in which rows are locked. */
    static final Comparator<AddressKey> ORDER =
            Comparator.comparing(AddressKey::vSwitchId).thenComparing(AddressKey::address);

    private static final String UPSERT = """
            INSERT INTO ownership (vswitch_id, address, ha_vip_id, epoch, instance_id, network_interface_id)
            SELECT vswitch_id, address, ha_vip_id, epoch::bigint, instance_id, network_interface_id
            FROM unnest(?, ?, ?, ?, ?, ?) AS told (vswitch_id, address, ha_vip_id, epoch, instance_id, network_interface_id)
            ON CONFLICT (vswitch_id, address) DO UPDATE SET ha_vip_id = excluded.ha_vip_id, epoch = excluded.epoch,
                instance_id = excluded.instance_id, network_interface_id = excluded.network_interface_id
            WHERE ownership.epoch < excluded.epoch
            """;

    private static final List<Function<OwnershipSwitched, String>> COLUMNS = List.of(
            OwnershipSwitched::vSwitchId,
            OwnershipSwitched::address,
            OwnershipSwitched::haVipId,
            switched -> Long.toString(switched.epoch()),
            switched -> switched.newOwner().map(Owner::instanceId).orElse(""),
            switched -> switched.newOwner().map(Owner::networkInterfaceId).orElse(""));

    private Ownership() {}

    /** A row with a higher epoch stays; {@code switches} names each address once. */
    static void upsert(Connection connection, List<OwnershipSwitched> switches) throws SQLException {
        ManyRows.execute(connection, UPSERT, switches, COLUMNS);
    }
}
