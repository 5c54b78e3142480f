package io.openhavip.standalone;

import java.nio.file.Path;
import java.util.List;

/**
 * What to paste to point Alibaba Cloud's clients at this stack.
 *
 * @param port of api-gateway, HTTP
 * @param tlsPort HTTPS
 * @param certificate the file to believe for HTTPS
 * @param secret of the access key
 */
record Clients(int port, int tlsPort, Path certificate, String accessKeyId, String secret) {

    private static final String REGION = "cn-hangzhou";

    List<String> lines() {
        String endpoint = "127.0.0.1:" + port;
        String tlsEndpoint = "127.0.0.1:" + tlsPort;
        return List.of(
                "Alibaba Cloud's clients: endpoint %s over HTTP, access key %s, secret %s"
                        .formatted(endpoint, accessKeyId, secret),
                "  HTTPS      %s, certificate %s".formatted(tlsEndpoint, certificate),
                "  CLI        aliyun vpc DescribeHaVips --RegionId %s --endpoint %s --insecure --access-key-id %s --access-key-secret %s"
                        .formatted(REGION, endpoint, accessKeyId, secret),
                "  Terraform  export SSL_CERT_FILE=%s TF_VAR_endpoint=%s TF_VAR_secret_key=%s; terraform -chdir=deploy/examples/terraform apply"
                        .formatted(certificate, tlsEndpoint, secret),
                "  Java       config.setEndpoint(\"%s\").setProtocol(\"HTTP\")".formatted(endpoint),
                "  Java core  DefaultProfile.addEndpoint(\"%s\", \"Vpc\", \"%s\"), and likewise \"Ecs\""
                        .formatted(REGION, endpoint),
                "  Node       config.endpoint = \"%s\"; config.protocol = \"HTTP\"".formatted(endpoint),
                "  pop-core   new RPCClient({ endpoint: \"http://%s\", apiVersion: \"2016-04-28\", accessKeyId: \"%s\", accessKeySecret: \"%s\" })"
                        .formatted(endpoint, accessKeyId, secret));
    }
}
