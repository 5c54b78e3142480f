package io.openhavip.network.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    @Test
    void sixteenGroupsAreTheMost() {
        List<String> fifteen =
                IntStream.rangeClosed(1, 15).mapToObj(number -> "sg-" + number).toList();
        List<String> sixteen = Memberships.joined("i-1", fifteen, "sg-16");
        assertThat(sixteen).hasSize(16).endsWith("sg-16");
        Refused.with(ErrorCode.SECURITY_GROUPS_OF_MEMBER_EXCEEDED, () -> Memberships.joined("i-1", sixteen, "sg-17"));
    }

    /** As earlier versions kept a group that was given twice. */
    @Test
    void groupThatIsKeptTwiceIsTheLastAllTheSame() {
        Refused.with(ErrorCode.LAST_SECURITY_GROUP, () -> Memberships.left("i-1", List.of("sg-1", "sg-1"), "sg-1"));
    }
}
