package io.openhavip.network.domain;

import java.util.Map;
import java.util.Optional;

/** Commands about vSwitches. */
public sealed interface VSwitchRequest extends NetworkRequest {

    record CreateVSwitch(
            String vSwitchId,
            String accountId,
            String vpcId,
            String zoneId,
            String cidrBlock,
            String vSwitchName,
            String description,
            Map<String, String> tags)
            implements VSwitchRequest {}

    /** What is empty stays as it is. */
    record ModifyVSwitch(String vSwitchId, String accountId, Optional<String> vSwitchName, Optional<String> description)
            implements VSwitchRequest {}

    record DeleteVSwitch(String vSwitchId, String accountId) implements VSwitchRequest {}
}
