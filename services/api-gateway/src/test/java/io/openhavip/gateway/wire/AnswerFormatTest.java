package io.openhavip.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class AnswerFormatTest {

    private static RpcRequest request(String query, Map<String, String> headers) {
        return RequestReader.read("GET", "/", query, headers, new byte[0]);
    }

    private static String xml(String json) throws Exception {
        return new String(
                AnswerFormat.XML.write("DescribeHaVipsResponse", (ObjectNode) new ObjectMapper().readTree(json)),
                StandardCharsets.UTF_8);
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @CsvSource({
        "Signature=x&Format=JSON, JSON",
        "Signature=x&Format=json, JSON",
        "Signature=x&Format=xml, XML",
        "Signature=x&Format=XML, XML",
        "Signature=x&Format=, XML",
        "Signature=x, XML",
        "Format=XML, XML",
        "Action=DescribeHaVips, JSON"
    })
    void version1ChoosesByFormat(String query, AnswerFormat format) {
        assertThat(AnswerFormat.of(request(query, Map.of()))).isEqualTo(format);
    }

    @Test
    void version3HasJson() {
        assertThat(AnswerFormat.of(request("Format=XML", Map.of("authorization", "ACS3-HMAC-SHA256 x"))))
                .isEqualTo(AnswerFormat.JSON);
    }

    @Test
    void anotherFormatIsRefused() {
        AnswerFormat.requireKnown(request("Format=xml", Map.of()));
        assertThatThrownBy(() -> AnswerFormat.requireKnown(request("Format=YAML", Map.of())))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("\"Format\"");
    }

    @Test
    void listsBecomeElementsOfTheirName() throws Exception {
        assertThat(xml("""
                        {"HaVips":{"HaVip":[{"HaVipId":"havip-1","Tags":{"Tag":[]}},{"HaVipId":"havip-2"}]},
                         "TotalCount":2,"NextToken":null,"RequestId":"R"}"""))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><DescribeHaVipsResponse><HaVips>"
                        + "<HaVip><HaVipId>havip-1</HaVipId><Tags></Tags></HaVip><HaVip><HaVipId>havip-2</HaVipId></HaVip>"
                        + "</HaVips><TotalCount>2</TotalCount><NextToken></NextToken><RequestId>R</RequestId>"
                        + "</DescribeHaVipsResponse>");
    }

    @Test
    void anyTextCanBeRead() throws Exception {
        String text = "<a href='x'>&amp; ]]> é 高 \uD83D\uDE00 \t\n";
        String unwritable = "\u0000 \u0008 \uD83D \uFFFE";
        Document read = parse(xml(new ObjectMapper()
                .createObjectNode()
                .put("Name", text)
                .put("Odd", unwritable)
                .toString()));
        assertThat(read.getElementsByTagName("Name").item(0).getTextContent()).isEqualTo(text);
        assertThat(read.getElementsByTagName("Odd").item(0).getTextContent()).isEqualTo("\uFFFD \uFFFD \uFFFD \uFFFD");
    }
}
