package io.openhavip.gateway.ram;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.keys.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The example of a policy is the guide's list: no permission less, none more. */
class GuidesPolicyTest {

    private static final Path EXAMPLE = Path.of("../../deploy/examples/ram/havip-operator.json");
    private static final Caller USER = Caller.user("1000000000000001", "200000000000000001", "operator");

    /** HAVIP guide, "Permissions". */
    private static final Set<String> GUIDE = Set.of(
            "vpc:CreateVpc",
            "vpc:DeleteVpc",
            "vpc:DescribeVpcs",
            "vpc:AllocateEipAddress",
            "vpc:AssociateEipAddress",
            "vpc:DescribeEipAddresses",
            "vpc:UnassociateEipAddress",
            "vpc:ReleaseEipAddress",
            "vpc:CreateVSwitch",
            "vpc:DeleteVSwitch",
            "vpc:DescribeVSwitches",
            "vpc:CreateHaVip",
            "vpc:DeleteHaVip",
            "vpc:AssociateHaVip",
            "vpc:UnassociateHaVip",
            "vpc:DescribeHaVips",
            "ecs:RunInstances",
            "ecs:StartInstances",
            "ecs:StopInstances",
            "ecs:DescribeInstances",
            "ecs:DeleteInstances");

    @Test
    void exampleAllowsWhatTheGuideListsAndNothingElseOfThisEndpoint() throws IOException {
        Authorization authorization =
                new Authorization(Map.of(USER.principal(), List.of(Policy.parse(Files.readString(EXAMPLE)))), Map.of());
        Set<String> allowed = new TreeSet<>();
        Set<String> all = ActionTable.standard().permissions();
        for (String permission : all) {
            Decision decision = authorization.decide(
                    USER,
                    permission,
                    List.of("acs:vpc:cn-hangzhou:1000000000000001:x/y"),
                    InetAddress.getLoopbackAddress());
            if (decision instanceof Decision.Allowed) {
                allowed.add(permission);
            }
        }
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(GUIDE);
        assertThat(all).hasSizeGreaterThan(GUIDE.size());
    }
}
