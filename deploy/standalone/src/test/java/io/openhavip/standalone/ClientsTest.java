package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClientsTest {

    @Test
    void eachClientHasALineToPaste() {
        assertThat(new Clients(8086, 8087, Path.of("/data/tls.pem"), "openhavip", "a secret").lines())
                .containsExactly(
                        "Alibaba Cloud's clients: endpoint 127.0.0.1:8086 over HTTP, access key openhavip, secret a secret",
                        "  HTTPS      127.0.0.1:8087, certificate /data/tls.pem",
                        "  CLI        aliyun vpc DescribeHaVips --RegionId cn-hangzhou --endpoint 127.0.0.1:8086 --insecure --access-key-id openhavip --access-key-secret a secret",
                        "  Terraform  export SSL_CERT_FILE=/data/tls.pem TF_VAR_endpoint=127.0.0.1:8087 TF_VAR_secret_key=a secret; terraform -chdir=deploy/examples/terraform apply",
                        "  Java       config.setEndpoint(\"127.0.0.1:8086\").setProtocol(\"HTTP\")",
                        "  Java core  DefaultProfile.addEndpoint(\"cn-hangzhou\", \"Vpc\", \"127.0.0.1:8086\"), and likewise \"Ecs\"",
                        "  Node       config.endpoint = \"127.0.0.1:8086\"; config.protocol = \"HTTP\"",
                        "  pop-core   new RPCClient({ endpoint: \"http://127.0.0.1:8086\", apiVersion: \"2016-04-28\", accessKeyId: \"openhavip\", accessKeySecret: \"a secret\" })");
    }
}
