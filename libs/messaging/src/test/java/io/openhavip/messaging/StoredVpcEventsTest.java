package io.openhavip.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Message;
import io.openhavip.contracts.network.VpcEvent.VpcCreated;
import io.openhavip.contracts.network.VpcEvent.VpcDeleted;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Events of VPCs as they were written before VPCs had route tables. */
class StoredVpcEventsTest {

    private static final String VPC = "vpc-bp149uyvut73dplduoq8s";

    private static <T extends Message> T stored(String writtenName, Class<T> type) throws IOException {
        try (InputStream json = StoredVpcEventsTest.class.getResourceAsStream("/stored/" + writtenName + ".json")) {
            return JsonMessages.readEarlier(writtenName, json.readAllBytes(), type);
        }
    }

    @Test
    void vpcHasTheRouterAndRouteTableOfItsName() throws IOException {
        assertThat(stored("network.VpcCreated.v1", VpcCreated.class))
                .isEqualTo(new VpcCreated(
                        VPC,
                        "1000000000000001",
                        "cn-hangzhou",
                        "192.168.0.0/16",
                        "web",
                        "for the shop",
                        "",
                        "vrt-bp149uyvut73dplduoq8s",
                        "vtb-bp149uyvut73dplduoq8s"));
    }

    @Test
    void deletedVpcIsThatVpc() throws IOException {
        assertThat(stored("network.VpcDeleted.v1", VpcDeleted.class)).isEqualTo(new VpcDeleted(VPC, "", ""));
    }
}
