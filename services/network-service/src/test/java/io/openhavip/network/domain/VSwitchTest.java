package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.network.AddressHolder;
import io.openhavip.contracts.network.RouteTableEvent.RouteEntryDeleted;
import io.openhavip.contracts.network.TagEvent.ResourceTagged;
import io.openhavip.contracts.network.TagEvent.ResourceUntagged;
import io.openhavip.contracts.network.VSwitchEvent.AddressReleased;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchDeleted;
import io.openhavip.contracts.network.VSwitchEvent.VSwitchModified;
import io.openhavip.contracts.network.VpcEvent.VSwitchCidrReturned;
import io.openhavip.network.domain.TagRequest.TagResource;
import io.openhavip.network.domain.TagRequest.UntagResource;
import io.openhavip.network.domain.VSwitchRequest.DeleteVSwitch;
import io.openhavip.network.domain.VSwitchRequest.ModifyVSwitch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VSwitchTest {

    private static final DeleteVSwitch DELETE = new DeleteVSwitch(Known.VSWITCH, Known.ACCOUNT);

    private final NetworkScenario network = new NetworkScenario();

    @BeforeEach
    void vSwitch() {
        network.given(
                Known.VPC_CREATED,
                Known.ROUTE_TABLE_CREATED,
                Known.CIDR_ASSIGNED,
                Known.SYSTEM_ENTRY_CREATED,
                Known.VSWITCH_CREATED);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static TagResource tag(Map<String, String> tags) {
        return new TagResource(ResourceKind.VSWITCH, Known.VSWITCH, Known.ACCOUNT, tags);
    }

    private static UntagResource untag(List<String> keys, boolean all) {
        return new UntagResource(ResourceKind.VSWITCH, Known.VSWITCH, Known.ACCOUNT, keys, all);
    }

    @Test
    void deletionReturnsTheRangeToTheVpcAndRemovesTheRoute() {
        network.when(DELETE)
                .events(
                        new VSwitchDeleted(Known.VSWITCH, Known.VPC),
                        new VSwitchCidrReturned(Known.VPC, Known.VSWITCH),
                        new RouteEntryDeleted(Known.ROUTE_TABLE, "rte-1"));
        assertThat(network.when(DELETE).failure()).isInstanceOf(AggregateDeletedException.class);
    }

    @Test
    void vSwitchWithAHaVipIsNotDeletedUntilThatIsGone() {
        network.given(Known.reserved("192.168.0.4", AddressHolder.HaVip, Known.HAVIP));
        network.when(DELETE).refused(ErrorCode.VSWITCH_DEPENDENCY_HAVIP);
        network.given(new AddressReleased(Known.VSWITCH, "192.168.0.4", AddressHolder.HaVip, Known.HAVIP));
        network.when(DELETE).events(VSwitchDeleted.class, VSwitchCidrReturned.class, RouteEntryDeleted.class);
    }

    @Test
    void vSwitchWithAnInterfaceIsNotDeletedUntilThatIsGone() {
        network.given(Known.reserved("192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE));
        network.when(DELETE).refused(ErrorCode.VSWITCH_DEPENDENCY);
        network.given(
                new AddressReleased(Known.VSWITCH, "192.168.0.1", AddressHolder.NetworkInterface, Known.INTERFACE));
        network.when(DELETE).events(VSwitchDeleted.class, VSwitchCidrReturned.class, RouteEntryDeleted.class);
    }

    @Test
    void vSwitchOfAnotherAccountDoesNotExist() {
        network.when(new DeleteVSwitch(Known.VSWITCH, Known.ANOTHER_ACCOUNT))
                .refused(ErrorCode.INVALID_VSWITCH_NOT_FOUND);
        network.when(new TagResource(
                        ResourceKind.VSWITCH, Known.VSWITCH, Known.ANOTHER_ACCOUNT, Map.of("team", "shop")))
                .refused(ErrorCode.INVALID_VSWITCH_NOT_FOUND);
    }

    @Test
    void nameAndDescriptionChangeEachAlone() {
        network.when(new ModifyVSwitch(Known.VSWITCH, Known.ACCOUNT, Optional.empty(), Optional.of("the front")))
                .events(new VSwitchModified(Known.VSWITCH, "front", "the front"));
        network.when(new ModifyVSwitch(Known.VSWITCH, Known.ACCOUNT, Optional.of(""), Optional.empty()))
                .events(new VSwitchModified(Known.VSWITCH, "", "the front"));
    }

    @Test
    void tagsAreAddedReplacedAndTakenAway() {
        network.when(tag(Map.of("team", "shop", "stage", "test")))
                .events(new ResourceTagged(Known.VSWITCH, Map.of("team", "shop", "stage", "test")));
        network.when(tag(Map.of("stage", "test"))).events();
        network.when(tag(Map.of("stage", "live"))).events(new ResourceTagged(Known.VSWITCH, Map.of("stage", "live")));
        network.when(untag(List.of("stage", "owner"), false))
                .events(new ResourceUntagged(Known.VSWITCH, List.of("stage")));
        network.when(untag(List.of(), true)).events(new ResourceUntagged(Known.VSWITCH, List.of("team")));
        network.when(untag(List.of(), true)).events();
    }

    @Test
    void twentyFirstTagIsRefused() {
        Map<String, String> twenty =
                IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));
        network.when(tag(twenty)).events(ResourceTagged.class);
        network.when(tag(Map.of("key20", "value"))).refused(ErrorCode.TAGS_EXCEEDED);
        network.when(tag(Map.of("acs:key", "value"))).refused(ErrorCode.INVALID_TAG_KEY_MALFORMED);
    }
}
