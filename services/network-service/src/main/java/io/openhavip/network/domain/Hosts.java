package io.openhavip.network.domain;

import java.sql.SQLException;
import java.util.List;

/** The hosts that there are. */
@FunctionalInterface
public interface Hosts {

    /** As far as they are known; maybe none. */
    List<HostChoice.Host> all() throws SQLException;
}
