package io.openhavip.service.api;

import io.openhavip.service.ServiceIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The service's topics and messages, as docs/api describes them; the build packs that document with the service. */
@Path("/asyncapi")
public class AsyncApiResource {

    private final String document;

    AsyncApiResource(ServiceIdentity identity) {
        this.document = read("asyncapi-" + identity.name() + ".yaml");
    }

    @GET
    @Produces("application/yaml;charset=UTF-8")
    @Operation(hidden = true)
    public String document() {
        return document;
    }

    private static String read(String name) {
        try (InputStream text = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException(
                        name + " is not packed with the service; docs/extend.md says how it is made");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
