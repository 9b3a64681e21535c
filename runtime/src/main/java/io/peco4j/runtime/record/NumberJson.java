package io.peco4j.runtime.record;

import com.google.gson.FormattingStyle;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** How numbers are written. Reading is {@link RunRecordReader}'s. */
final class NumberJson {
    /** Finite numbers as such, the others as strings. */
    static final TypeAdapter<Double> DOUBLE = new WriteOnly<>() {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            number(out, value);
        }
    };

    /** Points of a curve on one line each: a run has tens of thousands. */
    static final TypeAdapter<StageRecord.Point> POINT = new WriteOnly<>() {
        @Override
        public void write(JsonWriter out, StageRecord.Point point) throws IOException {
            FormattingStyle around = out.getFormattingStyle();
            out.beginObject();
            out.setFormattingStyle(FormattingStyle.COMPACT);
            out.name("step").value(point.step());
            out.name("value");
            number(out, point.value());
            out.endObject();
            out.setFormattingStyle(around);
        }
    };

    private NumberJson() {}

    private static void number(JsonWriter out, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.value(value);
        } else {
            out.value(Double.toString(value));
        }
    }

    private abstract static class WriteOnly<T> extends TypeAdapter<T> {
        @Override
        public T read(JsonReader in) {
            throw new UnsupportedOperationException("records are read by RunRecordReader");
        }
    }
}
