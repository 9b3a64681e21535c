package io.peco4j.runtime.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What workers tell each other of a portion that one of them has computed.
 *
 * @param figures losses and metrics, to the bit
 * @param trace what the pass left in the sequence of the learner's pass state
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once
record PortionReport(Map<String, Double> figures, byte[] trace) {

    static byte[] written(List<PortionReport> reports) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(reports.size());
            for (PortionReport report : reports) {
                out.writeInt(report.figures.size());
                for (Map.Entry<String, Double> figure : report.figures.entrySet()) {
                    out.writeUTF(figure.getKey());
                    out.writeDouble(figure.getValue());
                }
                out.writeInt(report.trace.length);
                out.write(report.trace);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static List<PortionReport> read(byte[] bytes) {
        List<PortionReport> reports = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                Map<String, Double> figures = new TreeMap<>();
                for (int more = in.readInt(); more > 0; more--) {
                    figures.put(in.readUTF(), in.readDouble());
                }
                reports.add(new PortionReport(figures, in.readNBytes(in.readInt())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reports;
    }
}
