package io.digi.bench.curve;

import static io.digi.bench.curve.Points.point;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class CurvePlotTest {
    private static final String HOSTILE = "x<&\">\u0007]]>";

    @Test
    void everySeriesIsDrawnInsideTheFrame() throws Exception {
        List<Curve> curves =
                Curve.of(
                        List.of(
                                point("digi", 0.9, 20_000),
                                point("digi", 1, 3000),
                                point("lucene-1bit", 0, 700),
                                point("lucene-4bit", 0.97, 1),
                                point(HOSTILE, 0.99, 5e8)));
        Document svg = parsed(CurvePlot.svg("10 × 10, " + HOSTILE, curves));
        NodeList groups = svg.getElementsByTagName("g");
        assertThat(
                        IntStream.range(0, groups.getLength())
                                .mapToObj(i ->
                                        ((Element) groups.item(i)).getAttribute("data-engine")))
                .containsExactlyInAnyOrder(
                        "digi", "lucene-1bit", "lucene-4bit", HOSTILE.replace('\u0007', ' '));
        NodeList circles = svg.getElementsByTagName("circle");
        assertThat(circles.getLength()).isEqualTo(5 + curves.size());
        for (int i = 0; i < circles.getLength(); i++) {
            Element circle = (Element) circles.item(i);
            assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0d, 960d);
            assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0d, 600d);
        }
    }

    @Test
    void betterIsToTheRightAndAbove() throws Exception {
        Document svg =
                parsed(
                        CurvePlot.svg(
                                "",
                                Curve.of(List.of(point("a", 0.9, 100), point("a", 0.99, 900)))));
        Element worse = (Element) svg.getElementsByTagName("circle").item(0);
        Element better = (Element) svg.getElementsByTagName("circle").item(1);
        assertThat(Double.parseDouble(better.getAttribute("cx")))
                .isGreaterThan(Double.parseDouble(worse.getAttribute("cx")));
        assertThat(Double.parseDouble(better.getAttribute("cy")))
                .isLessThan(Double.parseDouble(worse.getAttribute("cy")));
    }

    @Test
    void nothingMeasuredIsAnEmptyPlot() throws Exception {
        assertThat(
                        parsed(CurvePlot.svg("nothing", List.of()))
                                .getElementsByTagName("g")
                                .getLength())
                .isZero();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
