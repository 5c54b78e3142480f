package io.openhavip.service.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Reads text that can be kept: PostgreSQL's text has no U+0000, UTF-8 no half of a surrogate pair, and a name with other control
 * characters reads badly in a log. An event that holds such text could never be shown.
 */
final class StorableText extends StdScalarDeserializer<String> {

    StorableText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            // Jackson would make text of a number or a boolean.
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && !isStorable(text)) {
            throw new UnstorableText(parser);
        }
        return text;
    }

    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE || Character.isISOControl(c));
    }
}
