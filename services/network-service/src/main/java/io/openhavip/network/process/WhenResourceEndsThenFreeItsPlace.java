package io.openhavip.network.process;

import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetDeleted;
import io.openhavip.contracts.network.HaVipAddressEvent.HaVipAddressFreed;
import io.openhavip.contracts.network.SecurityGroupEvent.SecurityGroupDeleted;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import io.openhavip.eventing.process.AppendedEvent;
import io.openhavip.eventing.process.Outgoing;
import io.openhavip.eventing.process.Reaction;
import io.openhavip.network.domain.Quotas.Scope;
import java.util.List;

/** What was counted in a limit over several aggregates is not counted any more, from the same moment that it is gone. */
public record WhenResourceEndsThenFreeItsPlace() implements Reaction {

    @Override
    public List<Outgoing> to(AppendedEvent appended) {
        return switch (appended.event()) {
            case HaVipAddressFreed e -> free(Scope.haVips(e.vpcId()));
            case VpcDeleted e -> free(Scope.vpcs(e.accountId(), e.regionId()));
            case SecurityGroupDeleted e -> free(Scope.securityGroups(e.accountId(), e.regionId()));
            case DeploymentSetDeleted e -> free(Scope.deploymentSets(e.accountId(), e.regionId()));
            default -> List.of();
        };
    }

    private static List<Outgoing> free(String scope) {
        return List.of(new Outgoing.FreeQuota(scope));
    }
}
