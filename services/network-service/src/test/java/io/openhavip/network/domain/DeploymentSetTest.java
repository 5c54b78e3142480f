package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetDeleted;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberAdded;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberRemoved;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetModified;
import io.openhavip.contracts.network.DeploymentStrategy;
import io.openhavip.network.domain.DeploymentSetRequest.CreateDeploymentSet;
import io.openhavip.network.domain.DeploymentSetRequest.DeleteDeploymentSet;
import io.openhavip.network.domain.DeploymentSetRequest.ModifyDeploymentSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentSetTest {

    private static final List<String> HOSTS = List.of("host-1", "host-2", "host-3");
    private static final DeleteDeploymentSet DELETE = new DeleteDeploymentSet(Known.DEPLOYMENT_SET, Known.ACCOUNT);

    private final NetworkScenario network = new NetworkScenario();

    @AfterEach
    void close() {
        network.close();
    }

    private static CreateDeploymentSet create(String regionId) {
        return new CreateDeploymentSet(
                Known.DEPLOYMENT_SET, Known.ACCOUNT, regionId, "apart", "", DeploymentStrategy.Availability);
    }

    @Test
    void isCreatedAsAskedFor() {
        network.when(create(Known.REGION)).events(Known.DEPLOYMENT_SET_CREATED);
    }

    @Test
    void regionThatDoesNotExistAndOneSetTooManyAreRefused() {
        network.when(create("cn-nowhere")).refused(ErrorCode.INVALID_REGION_NOT_FOUND);
        network.quotas().limit(Quota.DEPLOYMENT_SETS, 0);
        network.when(create(Known.REGION)).refused(ErrorCode.DEPLOYMENT_SET_QUOTA_EXCEEDED);
    }

    @Test
    void nameChanges() {
        network.given(Known.DEPLOYMENT_SET_CREATED)
                .when(new ModifyDeploymentSet(
                        Known.DEPLOYMENT_SET, Known.ACCOUNT, Optional.of("far apart"), Optional.empty()))
                .events(new DeploymentSetModified(Known.DEPLOYMENT_SET, "far apart", ""));
    }

    @Test
    void isNotDeletedWhileItHasInstances() {
        network.given(
                Known.DEPLOYMENT_SET_CREATED,
                new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, Known.INSTANCE, "host-1"));
        network.when(DELETE).refused(ErrorCode.DEPLOYMENT_SET_DEPENDENCY);
        network.given(new DeploymentSetMemberRemoved(Known.DEPLOYMENT_SET, Known.INSTANCE));
        network.when(DELETE).events(new DeploymentSetDeleted(Known.DEPLOYMENT_SET, Known.ACCOUNT, Known.REGION));
    }

    @Test
    void setOfAnotherAccountDoesNotExist() {
        network.given(Known.DEPLOYMENT_SET_CREATED)
                .when(new DeleteDeploymentSet(Known.DEPLOYMENT_SET, Known.ANOTHER_ACCOUNT))
                .refused(ErrorCode.INVALID_DEPLOYMENT_SET_NOT_FOUND);
    }

    @Test
    void instancesAreEachPlacedOnceAndMakeRoomWhenTheyLeave() {
        FixtureConfiguration<DeploymentSet> set = new AggregateTestFixture<>(DeploymentSet.class);
        set.registerAnnotatedCommandHandler(new Placing(set.getRepository()));
        List<String> two = List.of("host-1", "host-2");
        DeploymentSetMemberAdded first = new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, "i-1", "host-1");
        DeploymentSetMemberAdded second = new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, "i-2", "host-2");
        DeploymentSetMemberRemoved left = new DeploymentSetMemberRemoved(Known.DEPLOYMENT_SET, "i-1");
        set.given(Known.DEPLOYMENT_SET_CREATED, first)
                .when(new Placing.Place("i-2", two))
                .expectEvents(second)
                .expectResultMessagePayload("host-2");
        set.given(Known.DEPLOYMENT_SET_CREATED, first)
                .when(new Placing.Place("i-1", two))
                .expectNoEvents()
                .expectResultMessagePayload("host-1");
        set.given(Known.DEPLOYMENT_SET_CREATED, first, second)
                .when(new Placing.Place("i-3", two))
                .expectNoEvents()
                .expectException(Refused.with(ErrorCode.DEPLOYMENT_SET_FULL));
        set.given(Known.DEPLOYMENT_SET_CREATED, first, second)
                .when(new Placing.Leave("i-1"))
                .expectEvents(left);
        set.given(Known.DEPLOYMENT_SET_CREATED, first, second, left)
                .when(new Placing.Place("i-3", two))
                .expectEvents(new DeploymentSetMemberAdded(Known.DEPLOYMENT_SET, "i-3", "host-1"));
        set.given(Known.DEPLOYMENT_SET_CREATED).when(new Placing.Leave("i-1")).expectNoEvents();
    }

    @Test
    void availabilityKeepsInstancesApartAndRefusesWhenItCannot() {
        assertThat(choose(Map.of(), DeploymentStrategy.Availability, 1)).isEqualTo("host-1");
        assertThat(choose(Map.of("host-1", 1), DeploymentStrategy.Availability, 1))
                .isEqualTo("host-2");
        Map<String, Integer> full = Map.of("host-1", 1, "host-2", 1, "host-3", 1);
        assertThat(Refused.with(ErrorCode.DEPLOYMENT_SET_FULL, () -> choose(full, DeploymentStrategy.Availability, 1)))
                .hasMessage("The deployment set has 1 instances on each of the 3 hosts.");
        assertThat(choose(full, DeploymentStrategy.Availability, 2)).isEqualTo("host-1");
    }

    @Test
    void groupSpreadsAsEvenlyAsItCan() {
        assertThat(choose(Map.of("host-1", 2, "host-2", 1, "host-3", 2), DeploymentStrategy.AvailabilityGroup, 1))
                .isEqualTo("host-2");
    }

    @Test
    void lowLatencyKeepsInstancesTogether() {
        assertThat(choose(Map.of(), DeploymentStrategy.LowLatency, 1)).isEqualTo("host-1");
        assertThat(choose(Map.of("host-3", 4), DeploymentStrategy.LowLatency, 1))
                .isEqualTo("host-3");
    }

    @Test
    void withoutHostsNothingIsPlaced() {
        for (DeploymentStrategy strategy : DeploymentStrategy.values()) {
            Refused.with(ErrorCode.DEPLOYMENT_SET_FULL, () -> Spread.choose(List.of(), Map.of(), strategy, 1));
        }
    }

    private static String choose(Map<String, Integer> membersByHost, DeploymentStrategy strategy, int mostOnHost) {
        return Spread.choose(HOSTS, membersByHost, strategy, mostOnHost);
    }
}
