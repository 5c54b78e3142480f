package io.openhavip.standalone.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.localstack.LocalStackException;
import io.openhavip.standalone.RestClient;
import io.openhavip.standalone.Settings;
import io.openhavip.standalone.StackClient;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The operator's interface of an api-gateway: of the one on this machine, unless told otherwise. */
final class GatewayAdmin {

    static final String TOKEN = "HAVIP_ADMIN_TOKEN";
    private static final int FIRST_ERROR = 400;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "Another api-gateway than this machine's; its admin token is then in " + TOKEN + ".")
    private URI gateway;

    /** A step that asks the gateway. */
    interface Request {
        RestClient.Response of(RestClient gateway) throws IOException;
    }

    /** What the gateway answers; its refusal is the command's failure. */
    JsonNode ask(Request request) {
        RestClient client = Optional.ofNullable(gateway)
                .map(address -> new RestClient(address, Map.of("Authorization", "Bearer " + token())))
                .orElseGet(() -> new StackClient(Settings.fromEnvironment()).apiGatewayAdmin());
        try {
            RestClient.Response response = request.of(client);
            if (response.status() >= FIRST_ERROR) {
                throw new LocalStackException(
                        "the gateway refused: " + response.body().path("detail").asText("status " + response.status()));
            }
            return response.body();
        } catch (IOException e) {
            throw new LocalStackException(
                    "the gateway does not answer (%s); './havip status' shows whether it runs".formatted(e), e);
        }
    }

    private static String token() {
        return Optional.ofNullable(System.getenv(TOKEN))
                .orElseThrow(() -> new LocalStackException(TOKEN + " is not set"));
    }
}
