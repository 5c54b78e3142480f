package io.openhavip.gateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.wire.UrlEncoding.Pair;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * How an answer is written. Requests of signature version 1 choose by {@code Format} and get XML without one; all others get JSON
 * (Alibaba Cloud, "Request structure of RPC APIs").
 */
public enum AnswerFormat {
    /** The object itself. */
    JSON("application/json;charset=utf-8") {
        @Override
        public byte[] write(String root, ObjectNode answer) {
            try {
                return Writers.MAPPER.writeValueAsBytes(answer);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree cannot be written into memory", e);
            }
        }
    },

    /** An element for each member, one of the same name for each item of a list. */
    XML("text/xml;charset=utf-8") {
        @Override
        public byte[] write(String root, ObjectNode answer) {
            StringWriter text = new StringWriter();
            try {
                XMLStreamWriter writer = Writers.FACTORY.createXMLStreamWriter(text);
                writer.writeStartDocument("UTF-8", "1.0");
                element(writer, root, answer);
                writer.writeEndDocument();
            } catch (XMLStreamException e) {
                throw new IllegalStateException("text cannot be written into memory", e);
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    };

    private static final String PARAMETER = "Format";
    private static final String SIGNATURE_1 = "Signature";

    private static final class Writers {
        static final ObjectMapper MAPPER = new ObjectMapper();
        static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
    }

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    /** That of a request, of which nothing else was looked at: refusals have it too. */
    public static AnswerFormat of(RpcRequest request) {
        return request.header("authorization").isPresent()
                ? JSON
                : find(request, PARAMETER)
                        .map(AnswerFormat::named)
                        .orElse(find(request, SIGNATURE_1).isPresent() ? XML : JSON);
    }

    /** @throws ApiError {@code InvalidParameter} if a request names another format than these */
    public static void requireKnown(RpcRequest request) {
        find(request, PARAMETER).ifPresent(format -> {
            if (Stream.of(values()).noneMatch(known -> known.name().equalsIgnoreCase(format))) {
                throw ApiError.invalid("The parameter \"" + PARAMETER + "\" must be JSON or XML.");
            }
        });
    }

    private static AnswerFormat named(String format) {
        return format.toUpperCase(Locale.ROOT).equals(XML.name()) ? XML : JSON;
    }

    private static Optional<String> find(RpcRequest request, String name) {
        return Stream.of(request.query(), request.form())
                .flatMap(List::stream)
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    public String contentType() {
        return contentType;
    }

    /**
     * In UTF-8.
     *
     * @param root the name of the whole, where the format has one
     */
    public abstract byte[] write(String root, ObjectNode answer);

    private static void element(XMLStreamWriter writer, String name, JsonNode value) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode item : value) {
                element(writer, name, item);
            }
            return;
        }
        writer.writeStartElement(name);
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            element(writer, member.getKey(), member.getValue());
        }
        if (value.isValueNode() && !value.isNull()) {
            writer.writeCharacters(legal(value.asText()));
        }
        writer.writeEndElement();
    }

    /** XML has no way to write most control characters, nor half of a surrogate pair. */
    private static String legal(String text) {
        return text.codePoints().allMatch(AnswerFormat::isLegal)
                ? text
                : text.codePoints()
                        .map(each -> isLegal(each) ? each : '\uFFFD')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isLegal(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || codePoint >= 0x20 && codePoint <= 0xD7FF
                || codePoint >= 0xE000 && codePoint <= 0xFFFD
                || codePoint >= 0x10000;
    }
}
