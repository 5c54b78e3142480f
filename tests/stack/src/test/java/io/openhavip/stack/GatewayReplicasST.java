package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.Signer;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.regions.ProductDomain;
import com.aliyuncs.vpc.model.v20160428.DescribeHaVipsRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request that was overheard is taken once, whichever replica it is sent to, and however often at once. */
class GatewayReplicasST {

    private static final String KEY = "LTAI-replicas";
    private static final String SECRET = "replicas' secret";
    private static final Stack STACK = Stack.shared();

    private static String signedQuery() throws Exception {
        DescribeHaVipsRequest request = new DescribeHaVipsRequest();
        request.setSysRegionId("cn-hangzhou");
        request.putQueryParameter("RegionId", "cn-hangzhou");
        request.setSysMethod(MethodType.GET);
        request.setSysProtocol(ProtocolType.HTTP);
        BasicCredentials credentials = new BasicCredentials(KEY, SECRET);
        return URI.create(request.signRequest(
                                Signer.getSigner(credentials),
                                credentials,
                                FormatType.JSON,
                                new ProductDomain("Vpc", "127.0.0.1"))
                        .getSysUrl())
                .getRawQuery();
    }

    @Test
    void replicasTakeTheSameRequestOnce() throws Exception {
        String accountId = STACK.newTenant().accountId();
        try (ServiceProcess one = STACK.gateway(KEY, SECRET, accountId);
                ServiceProcess other = STACK.gateway(KEY, SECRET, accountId);
                HttpClient http = HttpClient.newHttpClient()) {
            List<ServiceProcess> replicas = List.of(one.awaitReady(), other.awaitReady());
            for (int round = 0; round < 20; round++) {
                String query = signedQuery();
                List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
                IntStream.range(0, 10)
                        .forEach(i -> sent.add(http.sendAsync(
                                HttpRequest.newBuilder(
                                                URI.create(replicas.get(i % 2).url() + "/?" + query))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())));
                List<HttpResponse<String>> answers =
                        sent.stream().map(CompletableFuture::join).toList();
                assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                        .as(() -> answers.getFirst().body() + answers.getLast().body())
                        .hasSize(1);
                assertThat(answers.stream().filter(answer -> answer.body().contains("SignatureNonceUsed")))
                        .hasSize(9);
            }
        }
    }
}
