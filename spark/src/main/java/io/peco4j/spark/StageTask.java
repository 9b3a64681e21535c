package io.peco4j.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** Runs one stage in a process of its own, on an executor. Its lines go to the driver at once. */
final class StageTask implements Function<Call, Ended> {
    private static final long serialVersionUID = 1L;

    @Override
    public Ended call(Call call) throws IOException, InterruptedException {
        Ended ended = new Ended(call.rank(), Ended.LEFT_BEHIND, List.of());
        try (Program program = new Program(call.command(), call)) {
            int code = program.await(line -> EventPlugin.say(call, line), TaskContext.get());
            ended = new Ended(call.rank(), code, program.errors());
            return ended;
        } finally {
            EventPlugin.end(call, ended);
        }
    }
}
