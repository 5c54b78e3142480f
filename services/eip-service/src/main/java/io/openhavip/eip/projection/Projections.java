package io.openhavip.eip.projection;

import io.openhavip.eventing.projection.LiveProjection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service's read models: the EIPs, and what the carriers say that they hold. */
public record Projections(Maintained eips, Maintained atHaVips, Maintained atInstances) {

    public List<Maintained> all() {
        return List.of(eips, atHaVips, atInstances);
    }

    /** The tables of the moment of all of them. */
    public List<LiveProjection.Tables> tables() throws SQLException {
        List<LiveProjection.Tables> tables = new ArrayList<>();
        for (Maintained each : all()) {
            tables.add(each.live().tables());
        }
        return tables;
    }

    /** One by the name that its address has. */
    public Optional<Maintained> named(String name) {
        return Optional.ofNullable(Map.of("eips", eips, "eips-at-ha-vips", atHaVips, "eips-at-instances", atInstances)
                .get(name));
    }
}
