package io.openhavip.agent.config;

import io.openhavip.agent.facts.AddressBlock;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads the IPv4 address of a machine, without a prefix; an agent whose configuration has another text there does not start. Stateless. */
public final class UnicastAddress implements Converter<String> {

    /** @throws IllegalArgumentException if it is none */
    @Override
    public String convert(String text) {
        if (!AddressBlock.isUnicast(text)) {
            throw new IllegalArgumentException("it must be the IPv4 address of a machine, such as 10.0.0.3");
        }
        return text;
    }
}
