package io.digi.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ReportTest {
    @Test
    void figureIsALineForReadersAndAnObjectForPrograms() {
        StringWriter table = new StringWriter();
        StringWriter json = new StringWriter();
        Report report = new Report("exact", new PrintWriter(table), new PrintWriter(json));
        report.figure("load rate", 12345.678, "points/s");
        report.stage("Going on");
        assertThat(table.toString()).contains("load rate").contains("12,346 points/s");
        assertThat(json.toString().strip())
                .isEqualTo(
                        "{\"bench\":\"exact\",\"name\":\"load rate\",\"value\":12345.678,"
                                + "\"unit\":\"points/s\"}");
    }

    @Test
    void smallFiguresKeepTheirDigits() {
        assertThat(Report.shown(0.99951)).isEqualTo("0.9995");
        assertThat(Report.shown(1)).isEqualTo("1");
        assertThat(Report.shown(3.5441)).isEqualTo("3.544");
        assertThat(Report.shown(56.78)).isEqualTo("56.8");
    }
}
