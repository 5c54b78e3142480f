package io.openhavip.network.domain;

import java.sql.SQLException;
import java.util.Optional;

/** Where new vSwitches get their VXLAN network identifiers from. */
@FunctionalInterface
public interface TunnelKeys {

    int LOWEST = 1;
    int HIGHEST = 16_777_215;

    /** None: vSwitches do not span hosts. */
    TunnelKeys NONE = Optional::empty;

    /** One that no vSwitch has or had; empty: none is left. */
    Optional<Integer> next() throws SQLException;
}
