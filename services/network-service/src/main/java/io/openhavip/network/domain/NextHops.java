package io.openhavip.network.domain;

import io.openhavip.contracts.network.NextHopType;
import java.sql.SQLException;

/** What route entries may lead to besides HAVIPs. Such an entry is a record: what it names can go before it does. */
public interface NextHops {

    /** @return whether it is there, in the VPC */
    boolean isIn(String vpcId, NextHopType type, String nextHopId) throws SQLException;
}
